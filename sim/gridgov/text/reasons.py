"""What the system and the readers of TOML and CSV give as a reason, in English and Chinese."""

from __future__ import annotations

import errno
import re

_SYSTEM = {
    errno.ENOENT: "没有这个文件或文件夹", errno.EACCES: "没有权限", errno.EPERM: "不允许", errno.EISDIR: "是文件夹", errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已存在", errno.ENAMETOOLONG: "名称太长", errno.ELOOP: "符号链接循环", errno.EIO: "读写错误", errno.ENOSPC: "磁盘已满", errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "只读的文件系统", errno.EMFILE: "打开的文件太多", errno.ENFILE: "打开的文件太多", errno.ENXIO: "没有这个设备", errno.ENODEV: "没有这个设备",
    errno.EINVAL: "参数无效", errno.EBUSY: "正被占用", errno.ETXTBSY: "正被占用", errno.EFBIG: "文件太大", errno.ESTALE: "文件已失效", errno.EBADF: "文件已关闭",
    errno.ENOTEMPTY: "文件夹不是空的", errno.EXDEV: "不在同一文件系统", errno.ENOMEM: "内存不足", errno.EPIPE: "管道已关闭",
}  # fmt: skip

#: Beginnings of what tomllib, csv and Python's own conversions say; a group is put in where the Chinese has a gap.
_READERS = (
    (r"Invalid statement", "语句无效"),
    (r"Expected newline or end of document after a statement", "语句之后须换行"),
    (r"Expected '=' after a key in a key/value pair", "键之后须有等号"),
    (r"Expected '\]\]?' at the end of (?:a table|an array) declaration", "表头未以方括号结束"),
    (r"Expected (.+)", "应为 {}"),
    (r"Found invalid character (.+)", "有无效字符 {}"),
    (r"Illegal character (.+)", "有无效字符 {}"),
    (r"Cannot declare \((.+?),?\) twice", "重复声明 {}"),
    (r"Cannot (?:overwrite a value|redefine namespace|mutate immutable namespace)", "同一名称重复设定"),
    (r"Duplicate inline table key (.+)", "键 {} 重复"),
    (r"Invalid initial character for a key part", "键的首字符无效"),
    (r"Unclosed array", "数组未结束"),
    (r"Unclosed inline table", "内联表未结束"),
    (r"Unescaped '\\' in a string", "字符串中的反斜杠未转义"),
    (r"Invalid hex value", "十六进制值无效"),
    (r"Escaped character is not a Unicode scalar value", "转义字符不是 Unicode 字符"),
    (r"Unterminated string", "字符串未结束"),
    (r"Invalid date or datetime", "日期或时间无效"),
    (r"Invalid value", "值无效"),
    (r"Exceeds the limit", "整数位数太多"),
    (r"(?:day|month|year|hour|minute|second)\b.* (?:out of range|must be in)", "日期或时间无效"),
    (r"field larger than field limit", "字段太长"),
    (r"unexpected end of data", "引号未结束"),
    (r"'.' expected after '.'", "引号之后须为逗号"),
    (r"new-line character seen in unquoted field", "引号之外出现换行符"),
    (r"embedded null byte", "路径中有零字节"),
    (r"it holds a zero byte", "含有零字节"),
)


def system_reason(error: OSError | ValueError) -> tuple[str, str]:
    """Why the system refused, in both languages."""
    number = getattr(error, "errno", None)
    if number is None:
        return reader_reason(str(error))
    return error.strerror or str(error), _SYSTEM.get(number, f"系统错误 {number}")


def reader_reason(message: str) -> tuple[str, str]:
    """What a reader said, in both languages; where nobody put it into Chinese, that the text is not what it should be."""
    for pattern, chinese in _READERS:
        found = re.match(pattern, message)
        if found:
            return message, chinese.format(*found.groups())
    return message, "格式有误"

// The curves: both sides over the days, the past strong, what is to come faint.

const LINES = [{ colour: "#0072b2", dash: [] }, { colour: "#d55e00", dash: [5, 3] }];

// A round number at or above the largest value of all series.
function roundTop(series) {
  const most = Math.max(1, ...series.flat().filter((value) => value !== null));
  const unit = 10 ** Math.floor(Math.log10(most));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * unit).find((top) => top >= most * 0.999);
}

class Curve {
  constructor(canvas, series, first) {
    Object.assign(this, { canvas, series, first, top: roundTop(series), days: series[0].length });
  }

  draw(day, words, short) {
    const { context, wide, high } = fitted(this.canvas);
    context.font = `${Math.max(10, Math.min(16, high / 10))}px "DejaVu Sans", system-ui, "Page Chinese", sans-serif`;
    const letter = parseFloat(context.font);
    const label = short(this.top);
    const frame = { left: Math.max(context.measureText(label).width, letter) + 6, right: wide - 4, top: letter / 2 + 2, bottom: high - letter - 5 };
    const across = (at) => frame.left + ((frame.right - frame.left) * at) / Math.max(1, this.days - 1);
    const up = (value) => frame.bottom - ((frame.bottom - frame.top) * value) / this.top;
    if (this.first > 0) {
      context.fillStyle = "#ececec";
      context.fillRect(frame.left, frame.top, across(this.first) - frame.left, frame.bottom - frame.top);
    }
    context.strokeStyle = "#b0b0b0";
    context.lineWidth = 1;
    context.strokeRect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top);
    context.fillStyle = "#555";
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.fillText(label, frame.left - 4, frame.top);
    context.fillText("0", frame.left - 4, frame.bottom);
    context.textBaseline = "top";
    const end = String(this.days - this.first);
    context.fillText(end, frame.right, frame.bottom + 3);
    context.textAlign = "left";
    context.fillText("1", across(this.first), frame.bottom + 3);
    const room = across(this.days - 1) - across(this.first) - context.measureText(`1${end}`).width - 12;
    if (context.measureText(words.axis).width < room) {
      context.textAlign = "center";
      context.fillText(words.axis, (across(this.first) + frame.right) / 2, frame.bottom + 3);
      context.textAlign = "left";
    }
    if (this.first > 0 && context.measureText(words.warmup).width < across(this.first) - frame.left - 4) {
      context.fillText(words.warmup, frame.left + 3, frame.top + 2);
    }
    this.series.forEach((values, side) => {
      context.strokeStyle = LINES[side].colour;
      context.setLineDash(LINES[side].dash);
      for (const [from, to, strength] of [[0, day, 1], [day, this.days - 1, 0.3]]) {
        context.globalAlpha = strength;
        context.lineWidth = strength === 1 ? 2 : 1.5;
        context.beginPath();
        let begun = false;
        for (let at = from; at <= to; at++) {
          if (values[at] === null) continue;
          if (begun) context.lineTo(across(at), up(values[at]));
          else context.moveTo(across(at), up(values[at]));
          begun = true;
        }
        context.stroke();
      }
    });
    context.globalAlpha = 1;
    context.setLineDash([]);
    context.strokeStyle = "#222";
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(across(day), frame.top);
    context.lineTo(across(day), frame.bottom);
    context.stroke();
  }
}

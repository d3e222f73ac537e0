// The player: what is on the page, the day that it shows, and how it is moved.

const data = JSON.parse(document.getElementById("data").textContent);
const film = { lang: data.lang, day: data.first, playing: false, speed: 10, speeds: [2, 5, 10, 20, 40], maps: [], curves: [], asked: false };
const byId = (id) => document.getElementById(id);

function made(kind, parent, text, about = {}) {
  const element = Object.assign(document.createElement(kind), about);
  if (text) element.textContent = text;
  parent.append(element);
  return element;
}

// A sentence with its gaps filled in.
const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
const words = () => data.words[film.lang];
const locale = () => (film.lang === "zh" ? "zh-CN" : "en");
const whole = (value) => (value === null ? "–" : value.toLocaleString(locale()));
const short = (value) => new Intl.NumberFormat(locale(), { notation: "compact", maximumFractionDigits: 1 }).format(value);
// Yuan run to many digits; four of them tell the sides apart.
const shown = (name, value) => {
  if (value === null || name !== "cost") return whole(value);
  return new Intl.NumberFormat(locale(), { notation: "compact", maximumSignificantDigits: 4 }).format(value);
};

function dayText() {
  const warm = film.day < data.first;
  const [n, of] = warm ? [film.day + 1, data.first] : [film.day - data.first + 1, data.days - data.first];
  return filled(warm ? words().warmup_day : words().day, { n, of });
}

// ---- what stands on the page

function build(places, cells) {
  data.sides.forEach((side, place) => {
    const box = made("div", byId("maps"), "", { className: "side" });
    const about = { head: made("h2", box), canvas: made("canvas", box), there: made("p", box, "", { className: "there" }), place, building: -1 };
    about.canvas.setAttribute("role", "img");
    about.canvas.style.aspectRatio = (places.wide + 1) / (places.high + 1);
    about.map = new CityMap(about.canvas, places, cells[place], data.shades);
    about.canvas.addEventListener("pointermove", (event) => point(about.map.at(event.offsetX, event.offsetY)));
    about.canvas.addEventListener("pointerdown", (event) => point(about.map.at(event.offsetX, event.offsetY)));
    about.canvas.addEventListener("pointerleave", () => point(-1));
    film.maps.push(about);
  });
  for (const name of data.curves) {
    const box = made("div", byId("curves"), "", { className: "curve" });
    const about = { name, head: made("h2", box), now: made("p", box), canvas: made("canvas", box) };
    about.canvas.setAttribute("role", "img");
    about.curve = new Curve(about.canvas, data.sides.map((side) => side.curves[name]), data.first);
    about.numbers = data.sides.map(() => made("b", about.now));
    film.curves.push(about);
  }
  byId("scrub").max = data.days - 1;
}

function point(building) {
  film.pointed = building;
  show();
}

// Every text of the page in the language that is set.
function speak() {
  const said = words();
  document.documentElement.lang = locale();
  document.title = byId("title").textContent = said.title;
  byId("seed").textContent = `${said.seed} ${said.notes[0]}`;
  film.maps.forEach(({ head, canvas, place }) => {
    const side = said.sides[place];
    head.textContent = side.name;
    if (side.title) made("small", head, ` ${side.title}`);
    canvas.setAttribute("aria-label", filled(said.map, { policy: side.title || side.name }));
  });
  film.curves.forEach(({ name, head, canvas }) => {
    head.textContent = said.names[name];
    made("small", head, ` (${said.units[name]})`);
    canvas.setAttribute("aria-label", filled(said.curve, { name: said.names[name], unit: said.units[name] }));
  });
  byId("curves").setAttribute("aria-label", said.curves);
  legend(said);
  about(said);
  const speed = byId("speed");
  speed.replaceChildren(...film.speeds.map((n) => new Option(filled(said.per_second, { n }), n, false, n === film.speed)));
  speed.setAttribute("aria-label", said.speed);
  byId("scrub").setAttribute("aria-label", said.scrub);
  byId("language").textContent = data.words[film.lang === "en" ? "zh" : "en"].language;
  byId("language").setAttribute("aria-label", said.language_name);
  byId("language").title = said.language_name;
  buttons();
  show();
}

function legend(said) {
  byId("legend-title").textContent = said.legend;
  const shadesOf = [NONE_OPEN, ...shadeColours(data.shades.length)];
  byId("legend-shades").replaceChildren();
  shadesOf.forEach((colour, place) => {
    const [low, next] = [data.shades[place - 1], data.shades[place]];
    const span = next === undefined || next - low === 1 ? `${low}` : `${low}–${next - 1}`;
    const last = place === data.shades.length && data.shades.length > 1 ? `${low}+` : span;
    const item = made("span", byId("legend-shades"));
    made("i", item).style.background = colour;
    item.append(place === 0 ? said.no_problem : last);
  });
}

function about(said) {
  const box = byId("about");
  box.replaceChildren();
  for (const [head, lines] of [[said.about, [...said.notes.slice(1), said.keys]], [said.assumed, said.assumptions], [said.made_from, said.provenance]]) {
    made("h2", box, head);
    const list = made("ul", box);
    lines.forEach((line) => made("li", list, line));
  }
}

function buttons() {
  const text = film.playing ? words().pause : words().play;
  byId("play").textContent = `${film.playing ? "❚❚" : "▶"} ${text}`;
  byId("play").setAttribute("aria-label", text);
  byId("play").setAttribute("aria-pressed", film.playing);
}

// ---- showing a day: however often it is asked for, once per frame of the screen

function show() {
  if (film.asked) return;
  film.asked = true;
  requestAnimationFrame(() => {
    film.asked = false;
    const when = dayText();
    byId("day").textContent = when;
    byId("scrub").value = film.day;
    byId("scrub").setAttribute("aria-valuetext", when);
    for (const { map, there } of film.maps) {
      map.draw(film.day);
      const at = film.pointed ?? -1;
      const text = at < 0 ? "" : filled(words().building, { name: data.names[at], count: map.cells[film.day * map.count + at] });
      if (there.textContent !== text) there.textContent = text;
    }
    for (const { name, curve, numbers } of film.curves) {
      curve.draw(film.day, words(), short);
      numbers.forEach((number, side) => (number.textContent = shown(name, data.sides[side].curves[name][film.day])));
    }
  });
}

function goTo(day) {
  film.day = Math.max(0, Math.min(data.days - 1, day));
  show();
}

function play(wanted) {
  if (wanted && film.day === data.days - 1) film.day = data.first;
  film.playing = wanted;
  film.since = null;
  buttons();
  if (wanted) requestAnimationFrame(tick);
}

function tick(now) {
  if (!film.playing) return;
  if (film.since === null || now - film.since > 1000) film.since = now;
  const days = Math.floor(((now - film.since) * film.speed) / 1000);
  if (days > 0) {
    film.since += (days * 1000) / film.speed;
    goTo(film.day + days);
    if (film.day === data.days - 1) return play(false);
  }
  requestAnimationFrame(tick);
}

// ---- moving it

function setSpeed(speed) {
  film.speed = speed;
  byId("speed").value = speed;
}

function turnLanguage() {
  film.lang = film.lang === "en" ? "zh" : "en";
  speak();
}

const faster = (step) => setSpeed(film.speeds[Math.max(0, Math.min(film.speeds.length - 1, film.speeds.indexOf(film.speed) + step))]);
const KEYS = {
  " ": () => play(!film.playing),
  ArrowLeft: (event) => goTo(film.day - (event.shiftKey ? 7 : 1)),
  ArrowRight: (event) => goTo(film.day + (event.shiftKey ? 7 : 1)),
  Home: () => goTo(0),
  End: () => goTo(data.days - 1),
  "+": () => faster(1),
  "-": () => faster(-1),
  l: turnLanguage,
  L: turnLanguage,
};

function listen() {
  byId("play").addEventListener("click", () => play(!film.playing));
  byId("language").addEventListener("click", turnLanguage);
  byId("scrub").addEventListener("input", (event) => goTo(Number(event.target.value)));
  byId("speed").addEventListener("change", (event) => setSpeed(Number(event.target.value)));
  document.addEventListener("keydown", (event) => {
    // a button answers to space by itself, and a list to its own keys
    const own = event.target.tagName === "SELECT" || (event.key === " " && event.target.tagName === "BUTTON");
    if (own || event.ctrlKey || event.altKey || event.metaKey || !(event.key in KEYS)) return;
    event.preventDefault();
    KEYS[event.key](event);
  });
  window.addEventListener("resize", show);
}

async function begin() {
  if (typeof DecompressionStream === "undefined") {
    byId("trouble").hidden = false;
    return;
  }
  const { count, places, names } = data.buildings;
  const cells = await Promise.all(data.sides.map((side) => unpackCells(side.cells, count)));
  data.names = await unpackNames(names);
  build(await unpackPlaces(places, count), cells);
  // letters on a canvas do not wait for their font by themselves
  await document.fonts.load('12px "Page Chinese"', "预热期");
  speak();
  listen();
  document.documentElement.dataset.state = "ready";
}

begin();

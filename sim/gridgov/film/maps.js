// The maps: a square per building, darker with more open problems.

// Yellow to blue by even steps of lightness: told apart in grey and with any form of colour blindness.
const NONE_OPEN = "#f3f1e6";
const SHADES = ["#fde68a", "#a9d68c", "#56b9a3", "#2d8fb0", "#2a5a9e", "#1d2461"];

// The colours of so many shades, spread over all there are.
function shadeColours(count) {
  return Array.from({ length: count }, (_, place) => SHADES[count === 1 ? 3 : Math.round((place * (SHADES.length - 1)) / (count - 1))]);
}

// A canvas at the resolution of the screen; its context, and width and height in the units of the page.
function fitted(canvas) {
  const scale = window.devicePixelRatio || 1;
  const { clientWidth: wide, clientHeight: high } = canvas;
  const [columns, rows] = [Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale))];
  if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, wide, high);
  return { context, wide, high };
}

class CityMap {
  constructor(canvas, places, cells, least) {
    Object.assign(this, { canvas, places, cells, colours: [NONE_OPEN, ...shadeColours(least.length)] });
    this.count = places.x.length;
    const most = cells.reduce((high, count) => Math.max(high, count), 0);
    this.shadeOf = new Uint8Array(most + 1);
    for (let count = 1; count <= most; count++) this.shadeOf[count] = least.filter((low) => low <= count).length;
  }

  // Where buildings are drawn: the whole city, north up, in the middle of the canvas.
  layOut(wide, high) {
    const margin = 8;
    const { x, y, wide: east, high: north } = this.places;
    // as many squares as buildings, if they filled the city evenly; some room is left between them
    const spacing = Math.max(1, Math.sqrt(((east || 1) * (north || 1)) / this.count));
    const scale = Math.min((wide - 2 * margin) / (east + spacing), (high - 2 * margin) / (north + spacing));
    // few buildings keep clear of each other, many would fade into the paper
    this.size = Math.max(1.5, (spacing * scale < 8 ? 0.85 : 0.6) * spacing * scale);
    const [left, top] = [(wide - east * scale) / 2, (high - north * scale) / 2];
    this.left = Float32Array.from(x, (metres) => left + metres * scale - this.size / 2);
    this.top = Float32Array.from(y, (metres) => top + (north - metres) * scale - this.size / 2);
    this.fitted = `${wide} ${high}`;
  }

  draw(day) {
    const { context, wide, high } = fitted(this.canvas);
    if (this.fitted !== `${wide} ${high}`) this.layOut(wide, high);
    const first = day * this.count;
    for (let shade = 0; shade < this.colours.length; shade++) {
      context.fillStyle = this.colours[shade];
      for (let place = 0; place < this.count; place++) {
        if (this.shadeOf[this.cells[first + place]] === shade) context.fillRect(this.left[place], this.top[place], this.size, this.size);
      }
    }
    if (this.size > 5) {
      context.strokeStyle = "#8a8a8a";
      context.lineWidth = 0.5;
      for (let place = 0; place < this.count; place++) context.strokeRect(this.left[place], this.top[place], this.size, this.size);
    }
  }

  // The building at a point of the canvas, or -1.
  at(x, y) {
    if (!this.left) return -1;
    let [found, nearest] = [-1, Math.max(8, this.size) ** 2];
    for (let place = 0; place < this.count; place++) {
      const away = (this.left[place] + this.size / 2 - x) ** 2 + (this.top[place] + this.size / 2 - y) ** 2;
      if (away < nearest) [found, nearest] = [place, away];
    }
    return found;
  }
}

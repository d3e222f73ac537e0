// From the texts in the page back to the numbers of the runs.

async function inflate(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Counts by day and building: every byte is a difference from the day before, modulo 256.
async function unpackCells(packed, buildings) {
  const bytes = await inflate(packed.text);
  const row = buildings * packed.width;
  for (let place = row; place < bytes.length; place++) bytes[place] += bytes[place - row];
  return packed.width === 1 ? bytes : new Uint16Array(bytes.buffer);
}

async function unpackPlaces(places, buildings) {
  const both = new Float32Array((await inflate(places.text)).buffer);
  return { x: both.subarray(0, buildings), y: both.subarray(buildings), wide: places.wide, high: places.high };
}

async function unpackNames(text) {
  return new TextDecoder().decode(await inflate(text)).split("\n");
}

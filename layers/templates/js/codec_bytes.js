// Blocks of the page: base64, deflated, a description in JSON and then planes of bytes that it describes.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const FITS = 2 ** 31;
  const utf8 = new TextDecoder();

  function fromBase64(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const raw = atob(text);
    const bytes = new Uint8Array(raw.length);
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = raw.charCodeAt(i);
    return bytes;
  }

  function join(chunks) {
    const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }

  async function readAll(readable) {
    const chunks = [];
    const reader = readable.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value);
    return join(chunks);
  }

  /** Written and read here: a blob or a response would go by way of the browser's other process. */
  async function inflate(base64) {
    const { writable, readable } = new DecompressionStream("deflate-raw");
    const writer = writable.getWriter();
    const [bytes] = await Promise.all([readAll(readable), writer.write(fromBase64(base64)), writer.close()]);
    return bytes;
  }

  const parse = (bytes) => JSON.parse(utf8.decode(bytes));
  const inflateJSON = async (base64) => parse(await inflate(base64));

  /** The description of a block, and the bytes that it describes. */
  async function open(base64) {
    const bytes = await inflate(base64);
    const start = 4 + new DataView(bytes.buffer).getUint32(0, true);
    return { head: parse(bytes.subarray(4, start)), body: bytes.subarray(start) };
  }

  function sumPlanes(body, { at, planes, low }, n) {
    const small = planes <= 3 && Math.abs(low) < FITS / 2;
    const values = small ? new Int32Array(n) : new Float64Array(n);
    values.fill(low);
    for (let plane = 0, factor = 1; plane < planes; plane += 1, factor *= 256) {
      const bytes = body.subarray(at + plane * n, at + (plane + 1) * n);
      for (let i = 0; i < n; i += 1) values[i] += bytes[i] * factor;
    }
    return values;
  }

  /** Numbers as 32 bits where all of them fit. */
  function narrow(values) {
    if (values instanceof Int32Array) return values;
    for (let i = 0; i < values.length; i += 1) if (values[i] < -FITS || values[i] >= FITS) return values;
    return Int32Array.from(values);
  }

  /** Sums as 32 bits where all of them fit, which takes a third of the time; `at(i, sums)` gives the one at a place. */
  function sums(n, at) {
    const small = new Int32Array(n);
    for (let i = 0; i < n; i += 1) {
      const sum = at(i, small);
      small[i] = sum;
      if (small[i] !== sum) return narrow(largeSums(n, at));
    }
    return small;
  }

  function largeSums(n, at) {
    const values = new Float64Array(n);
    for (let i = 0; i < n; i += 1) values[i] = at(i, values);
    return values;
  }

  const addUp = (steps, first) => sums(steps.length, (i, all) => (i === 0 ? first : all[i - 1] + steps[i]));
  const addTo = (other, rest) => sums(rest.length, (i) => rest[i] + other[i]);

  /** Whole numbers; `like(name)` gives those of another column, which they may be written as differences from. */
  function whole(body, spec, n, like) {
    if (spec.how === "raw" && spec.low === 0 && spec.planes === 1) return body.subarray(spec.at, spec.at + n);
    const rest = sumPlanes(body, spec, n);
    if (spec.how === "step") return addUp(rest, spec.first);
    return spec.how === "like" ? addTo(like(spec.like), rest) : narrow(rest);
  }

  /** A byte per number that is 1 where there is none; null where all are known. */
  const missing = (body, spec, n) => (spec.missing === undefined ? null : body.subarray(spec.missing, spec.missing + n));

  M.codec = Object.freeze({ fromBase64, inflate, inflateJSON, open, whole, missing });
})();

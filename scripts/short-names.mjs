// Short names for what the page's program and its script call each other by. wasm-bindgen gives each function of the browser a long
// name with a hash of 64 bits, which does not compress and is loaded twice: one of a few letters does as well.
//   shortNames(program, script) gives both with the names replaced.

const IMPORTS = 2;
const EXPORTS = 7;
const FUNCTION = 0;
// The names that wasm-bindgen makes up on either side; the others are known outside: the loader of the later programs asks for them.
const MADE_UP = /^(__wbg_|__wbindgen_|_ZN|into)/;

export function shortNames(program, script) {
  const short = new Map();
  const shortOf = (name) => {
    if (!MADE_UP.test(name)) return name;
    if (!short.has(name)) short.set(name, `$${short.size.toString(36)}`);
    return short.get(name);
  };
  const parts = [program.subarray(0, 8)];
  for (const { id, body } of sections(program)) {
    const next = id === IMPORTS ? imports(body, shortOf) : id === EXPORTS ? exports(body, shortOf) : body;
    parts.push(Buffer.from([id]), number(next.length), next);
  }
  // Names are whole words of the script, and words that nothing else there consists of.
  return { program: Buffer.concat(parts), script: script.replace(/[$\w]+/g, (word) => short.get(word) ?? word) };
}

function* sections(program) {
  const reader = new Reader(program, 8);
  while (!reader.isOver()) {
    const id = reader.byte();
    yield { id, body: reader.bytes(reader.number()) };
  }
}

function imports(body, shortOf) {
  const reader = new Reader(body, 0);
  const count = reader.number();
  const parts = [number(count)];
  for (let entry = 0; entry < count; entry += 1) {
    parts.push(text(reader.text()), text(shortOf(reader.text())));
    const kind = reader.byte();
    if (kind !== FUNCTION) throw new Error(`the page's program imports something that is no function (kind ${kind})`);
    parts.push(Buffer.from([kind]), number(reader.number()));
  }
  return Buffer.concat(parts);
}

function exports(body, shortOf) {
  const reader = new Reader(body, 0);
  const count = reader.number();
  const parts = [number(count)];
  for (let entry = 0; entry < count; entry += 1) {
    parts.push(text(shortOf(reader.text())), Buffer.from([reader.byte()]), number(reader.number()));
  }
  return Buffer.concat(parts);
}

/** Reads what WebAssembly consists of: bytes, texts with their length, and numbers of seven bits a byte, the lowest first. */
class Reader {
  constructor(source, at) {
    this.source = source;
    this.at = at;
  }

  isOver() {
    return this.at >= this.source.length;
  }

  byte() {
    return this.bytes(1)[0];
  }

  bytes(length) {
    this.at += length;
    return this.source.subarray(this.at - length, this.at);
  }

  number() {
    let sum = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      sum += (byte % 128) * scale;
      if (byte < 128) return sum;
    }
  }

  text() {
    return this.bytes(this.number()).toString("utf8");
  }
}

function number(value) {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push(128 + (value % 128));
  return Buffer.from([...bytes, value]);
}

function text(value) {
  const bytes = Buffer.from(value, "utf8");
  return Buffer.concat([number(bytes.length), bytes]);
}

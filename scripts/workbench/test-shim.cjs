'use strict';
// Stands in for the tests' entry point inside the extension host: whatever they print goes through a socket to the launcher,
// and so does the verdict. VS Code's own word on how a run ended is good news even when the host was killed.
const { Console } = require('node:console');
const net = require('node:net');
const { Writable } = require('node:stream');
const { pathToFileURL } = require('node:url');

exports.run = async function run() {
  const socket = await connect(process.env.WORKBENCH_TEST_SOCKET);
  redirectOutput(socket);
  let failure;
  try {
    await runTests(process.env.WORKBENCH_TEST_ENTRY);
  } catch (error) {
    failure = error;
    console.error(error);
  }
  await new Promise((resolve) => socket.write(line({ verdict: failure ? 1 : 0 }), resolve));
  if (failure) throw new Error('the tests failed');
};

const line = (message) => `${JSON.stringify(message)}\n`;

async function connect(socketPath) {
  const socket = net.connect(socketPath);
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => {}); // the launcher is gone: nobody is listening any more
  socket.unref();
  return socket;
}

/** The host makes console.* and process.stdout read-only, so new objects take their places. */
function redirectOutput(socket) {
  const writer = (stream) =>
    new Writable({
      decodeStrings: false,
      write(chunk, _encoding, done) {
        socket.write(line({ stream, text: chunk.toString() }));
        done();
      },
    });
  const stdout = writer('stdout');
  const stderr = writer('stderr');
  Object.defineProperty(process, 'stdout', { configurable: true, get: () => stdout });
  Object.defineProperty(process, 'stderr', { configurable: true, get: () => stderr });
  globalThis.console = new Console({ stdout, stderr });
}

async function runTests(file) {
  const loaded = file.endsWith('.mjs') ? await import(pathToFileURL(file).href) : require(file);
  const entry = loaded.run ?? loaded.default?.run;
  if (typeof entry !== 'function') throw new Error(`${file} does not export run()`);
  await entry();
}

/** The servers that are compared: how each is started, what it reads, and the settings its users would have. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));

/** Path of a program of an installed package, to be run by this very Node. */
function program(packageName, name) {
  try {
    const manifest = require.resolve(`${packageName}/package.json`);
    const path = join(dirname(manifest), require(manifest).bin[name]);
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** What a site is, so that the JSON and YAML servers know their vocabulary too. */
const schema = {
  type: 'object',
  properties: {
    sites: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          name: { type: 'string', description: 'Host name.' },
          port: { type: 'integer', description: 'Port to listen on.' },
          aliases: { type: 'array', items: { type: 'string' } },
          root: { type: 'string', description: 'Folder of the files.' },
          tls: {
            type: 'object',
            properties: {
              certificate: { type: 'string' },
              key: { type: 'string' },
              protocols: { type: 'array', items: { enum: ['TLSv1.2', 'TLSv1.3'] } },
            },
          },
          daemon: {
            type: 'object',
            properties: { group: { type: 'string' }, threads: { type: 'integer' }, home: { type: 'string' } },
          },
          log: { type: 'string' },
          // Not used in the documents, so that there is something left to offer.
          paused: { type: 'boolean', description: 'Not served for now.' },
          protocols: { type: 'array', items: { enum: ['h2', 'http/1.1'] } },
        },
      },
    },
  },
};

/** All servers; `ours` is the path of the server under test. */
export function servers({ ours }) {
  return [
    { name: 'ours', kind: 'apacheconf', path: existsSync(ours) ? ours : null, settings: {} },
    { name: 'floor', kind: 'apacheconf', path: join(here, 'floor-server.mjs'), settings: {} },
    {
      name: 'json',
      kind: 'json',
      path: program('vscode-langservers-extracted', 'vscode-json-language-server'),
      settings: { json: { validate: { enable: true }, schemas: [{ fileMatch: ['*.json'], schema }] } },
    },
    {
      name: 'docker',
      kind: 'dockerfile',
      path: program('dockerfile-language-server-nodejs', 'docker-langserver'),
      settings: {},
    },
    {
      name: 'yaml',
      kind: 'yaml',
      path: program('yaml-language-server', 'yaml-language-server'),
      // Nothing may be fetched from a catalogue; the schema lies beside the file.
      settings: {
        yaml: { validate: true, completion: true, schemaStore: { enable: false }, schemas: { './schema.json': '*.yaml' } },
      },
    },
  ];
}

/** The text of schema.json, written beside the documents for the YAML server. */
export const schemaText = JSON.stringify(schema);

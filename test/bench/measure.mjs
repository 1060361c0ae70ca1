/**
 * Runs the servers beside each other. Every round asks each server once, so that whatever else the machine does hits
 * all alike; a server whose time is up drops out and the others go on.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Client, Timeout } from './client.mjs';
import { schemaText } from './servers.mjs';
import { document } from './texts.mjs';

/** The value below which `share` of the samples lie, null without samples. */
export function percentile(samples, share) {
  if (samples.length === 0) return null;
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

/**
 * Calls `step(member, round)` for each member in turn, again and again, until every member has `samples` results or has
 * used up `limit` milliseconds. The result maps a member to its samples and to the reason why it stopped early, if any.
 */
async function interleave(members, { samples, limit, pause }, step) {
  const results = new Map(members.map((member) => [member, { samples: [], spent: 0, reason: null }]));
  const active = new Set(members);
  for (let round = 0; round < samples && active.size > 0; round += 1) {
    for (const member of [...active]) {
      const result = results.get(member);
      const before = performance.now();
      try {
        result.samples.push(await step(member, round));
      } catch (error) {
        result.reason = error instanceof Timeout ? 'timeout' : String(error.message ?? error);
        active.delete(member);
      }
      result.spent += performance.now() - before;
      if (result.spent > limit) active.delete(member);
      await sleep(pause);
    }
  }
  return results;
}

/** A folder for one server and size, holding the document that is then opened in the editor's way. */
async function prepare(base, server, lines) {
  const folder = join(base, `${server.name}-${lines}`);
  await mkdir(folder, { recursive: true });
  const content = document(server.kind, lines);
  const path = join(folder, content.file);
  await writeFile(path, content.text);
  await writeFile(join(folder, 'schema.json'), schemaText);
  return { server, lines, folder, content, uri: pathToFileURL(path).href, client: null, row: null };
}

/** Starts (and ends) each server several times. The result maps a server's name to the median. */
export async function measureStart(servers, { base, limit, starts }) {
  const members = await Promise.all(servers.map((server) => prepare(base, server, 100)));
  const results = await interleave(members, { samples: starts, limit, pause: 20 }, async ({ server, folder }) => {
    const client = await Client.start(server, { folder, limit });
    await client.stop();
    return client.startMs;
  });
  return new Map([...results].map(([{ server }, { samples }]) => [server.name, percentile(samples, 0.5)]));
}

/** Fresh processes open the document; those of the last round stay for what follows. */
async function measureOpen(members, { limit, opens }) {
  return interleave(members, { samples: opens, limit, pause: 20 }, async (member) => {
    await member.client?.stop();
    member.client = await Client.start(member.server, { folder: member.folder, limit });
    // A server still busy with its own beginnings would be charged for them here.
    await sleep(200);
    return member.client.open({ uri: member.uri, languageId: member.content.languageId, text: member.content.text });
  });
}

/** One letter comes, and goes in the next round, each time at one of several places of the file. */
function measureEdits(members, { limit, edits, pause }) {
  return interleave(members, { samples: edits, limit, pause }, ({ client, content }, round) => {
    const place = content.edits[(round >> 1) % content.edits.length];
    return client.edit(place, round % 2 === 0 ? { text: 'x' } : { removed: 1 });
  });
}

function measureCompletions(members, { limit, completions, pause }) {
  return interleave(members, { samples: completions, limit, pause }, async ({ client, content, row }, round) => {
    const place = content.completions[round % content.completions.length];
    const { milliseconds, items } = await client.complete(place, content.typed);
    row.completionItems = items;
    return milliseconds;
  });
}

function emptyRow({ server, lines }) {
  const measures = { startMs: null, firstDiagnosticsMs: null, editP50: null, editP95: null };
  const more = { completionP50: null, completionP95: null, memoryMb: null, memoryPeakMb: null };
  return { server: server.name, lines, ...measures, ...more, diagnostics: null, completionItems: null, samples: 0 };
}

/** Writes the outcome of one phase into the rows, and lets those that failed go no further. */
function record(results, write) {
  for (const [{ row }, { samples, reason }] of results) {
    write(row, samples);
    if (samples.length === 0) row.reason = reason ?? 'timeout';
  }
  return [...results].filter(([, { samples, reason }]) => samples.length > 0 && reason === null).map(([member]) => member);
}

/** All measures of all servers on files of `lines` lines: one row a server. */
export async function measureSize(servers, lines, options) {
  const members = await Promise.all(servers.map((server) => prepare(options.base, server, lines)));
  for (const member of members) member.row = emptyRow(member);
  try {
    const opened = record(await measureOpen(members, options), (row, samples) => {
      row.firstDiagnosticsMs = percentile(samples, 0.5);
    });
    for (const { row, client } of opened) row.diagnostics = client.diagnostics;
    const edited = record(await measureEdits(opened, options), (row, samples) => {
      row.editP50 = percentile(samples, 0.5);
      row.editP95 = percentile(samples, 0.95);
      row.samples = samples.length;
    });
    record(await measureCompletions(edited, options), (row, samples) => {
      row.completionP50 = percentile(samples, 0.5);
      row.completionP95 = percentile(samples, 0.95);
    });
    for (const { row, client } of opened) ({ now: row.memoryMb, peak: row.memoryPeakMb } = client.memory());
  } finally {
    await Promise.all(members.map(({ client }) => client?.stop()));
  }
  return members.map(({ row }) => row);
}

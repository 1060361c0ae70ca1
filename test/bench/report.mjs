/** The figures as a table for people. */

const COLUMNS = [
  ['server', 'server'],
  ['lines', 'lines'],
  ['start', 'startMs'],
  ['first', 'firstDiagnosticsMs'],
  ['edit p50', 'editP50'],
  ['edit p95', 'editP95'],
  ['compl p50', 'completionP50'],
  ['compl p95', 'completionP95'],
  ['MiB', 'memoryMb'],
  ['peak', 'memoryPeakMb'],
  ['note', 'reason'],
];

function cell(value) {
  if (value === null) return '-';
  if (value === undefined) return '';
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

function table(rows) {
  const cells = [COLUMNS.map(([title]) => title), ...rows.map((row) => COLUMNS.map(([, key]) => cell(row[key])))];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  return cells.map((line) =>
    line
      .map((text, column) => text.padStart(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}

/** The whole report of one run. */
export function report({ machine, rows, limits, ahead, ok }) {
  const behind = [...limits, ...ahead].filter((verdict) => !verdict.ok);
  const factors = limits.map(({ row, ours, limit }) => `${row}: ${cell(ours)} (limit ${cell(limit)})`);
  const verdict = ok
    ? ['Ahead in every measure.']
    : behind.map(({ row, ours, theirs, limit }) => `BEHIND  ${row}: ${cell(ours)} against ${cell(theirs ?? limit)}`);
  return [`Node ${machine.node}, ${machine.cpus} CPUs; times in ms`, '', ...table(rows), '', ...factors, '', ...verdict].join('\n');
}

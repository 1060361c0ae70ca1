/** What the figures mean: the factor to the floor, and whether we are ahead of each of the others in each measure. */

const PEERS = ['json', 'docker', 'yaml'];
const MEASURES = ['firstDiagnosticsMs', 'editP50', 'editP95', 'completionP50', 'completionP95', 'memoryMb', 'memoryPeakMb'];

/** An edit may cost this many times what the floor needs for it. */
const EDIT_FACTORS = { 1000: 4, 10000: 5, 100000: 8 };

function finder(rows) {
  return (server, lines) => rows.find((row) => row.server === server && row.lines === lines);
}

/** One comparison. A peer that did not finish is behind; one that could not run at all proves nothing. */
function compare(row, ours, theirs, reason) {
  const finished = typeof theirs === 'number';
  const known = finished || reason === 'timeout';
  return { row, ours, theirs, ok: typeof ours === 'number' && known && (!finished || ours < theirs) };
}

function comparisons(rows, sizes) {
  const find = finder(rows);
  const peers = PEERS.filter((peer) => rows.some(({ server }) => server === peer));
  const pairs = peers.flatMap((peer) => sizes.map((lines) => ({ peer, lines, us: find('ours', lines), them: find(peer, lines) })));
  const starts = pairs
    .filter(({ lines }) => lines === sizes[0])
    .map(({ peer, us, them }) => compare(`start, ${peer}`, us?.startMs ?? null, them?.startMs ?? null, them?.reason));
  const others = pairs.flatMap(({ peer, lines, us, them }) =>
    MEASURES.filter((measure) => us?.[measure] !== null || !measure.startsWith('memory')).map((measure) =>
      compare(`${measure} at ${lines} lines, ${peer}`, us?.[measure] ?? null, them?.[measure] ?? null, them?.reason),
    ),
  );
  return [...starts, ...others];
}

/** The verdicts on the rows of one run, and on the configuration of many files. */
export function judge(rows, sizes, treeLimits) {
  const find = finder(rows);
  const editToFloor = Object.fromEntries(
    sizes.map((lines) => {
      const ours = find('ours', lines)?.editP50;
      const floor = find('floor', lines)?.editP50;
      return [lines, ours && floor ? ours / floor : null];
    }),
  );
  const edits = sizes.map((lines) => ({
    row: `edit to floor at ${lines} lines`,
    ours: editToFloor[lines],
    limit: EDIT_FACTORS[lines] ?? null,
    ok: editToFloor[lines] !== null && (EDIT_FACTORS[lines] === undefined || editToFloor[lines] <= EDIT_FACTORS[lines]),
  }));
  const limits = [...edits, ...treeLimits];
  const ahead = comparisons(rows, sizes);
  return { ratios: { editToFloor }, limits, ahead, ok: [...limits, ...ahead].every(({ ok }) => ok) };
}

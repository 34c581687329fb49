// Measures candidates in turn, A B A B …, so that a machine whose speed drifts moves all of them; prints ratios to the first.
import autocannon from 'autocannon';

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const fixed = (value, digits = 2) => value.toFixed(digits);

/** For autocannon: every client begins elsewhere in `requests`, or all of them would ask for the same at the same time. */
export function apart(requests, connections) {
  let clients = 0;
  return {
    requests,
    setupClient(client) {
      const from = Math.floor((clients++ * requests.length) / connections) % requests.length;
      client.setRequests([...requests.slice(from), ...requests.slice(0, from)]);
    },
  };
}

/** One measurement: `connections` clients for `seconds`. Fails on any answer that is not 2xx. */
export async function load({ url, requests, connections = 50, seconds = 4 }) {
  const result = await autocannon({ url, connections, duration: seconds, ...apart(requests, connections) });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`);
  }
  return {
    perSecond: result.requests.average,
    total: result.requests.total,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

/** Prints a table of `candidates` ({ name, run, floor? }); the first is what the others are compared with. */
export async function compare(title, candidates, { rounds = 5 } = {}) {
  const results = candidates.map(() => []);
  for (const { run } of candidates) await run(1); // warm-up, not counted
  for (let round = 0; round < rounds; round++) {
    for (const [at, { run }] of candidates.entries()) results[at].push(await run());
  }
  console.log(`\n${title} (${rounds} rounds in turn)`);
  const base = median(results[0].map(({ perSecond }) => perSecond));
  for (const [at, { name, goal }] of candidates.entries()) {
    const speeds = results[at].map(({ perSecond }) => perSecond);
    const ratios = results[at].map(({ perSecond }, round) => perSecond / results[0][round].perSecond);
    const speed = median(speeds);
    const noise = (Math.max(...speeds) - Math.min(...speeds)) / speed;
    const ratio = at === 0 ? '1.00 (the floor)' : `${fixed(median(ratios))} of ${candidates[0].name}`;
    const wanted = goal === undefined ? '' : `, goal ${fixed(goal)}: ${median(ratios) >= goal ? 'reached' : 'MISSED'}`;
    console.log(
      `  ${name.padEnd(44)} ${fixed(speed, 0).padStart(7)}/s  ratio ${ratio}${wanted}; noise ±${fixed(noise * 50, 0)} %`,
    );
  }
  return base;
}

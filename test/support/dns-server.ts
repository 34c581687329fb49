// A DNS server of our own: every name under `.test` is this machine, and TXT records are what a test puts there.
import { createSocket } from 'node:dgram';

const types = { A: 1, TXT: 16 } as const;

/** The question of a query: its name, its type, and where it ends. */
function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answer(query: Buffer, records: readonly Buffer[], type: number, end: number): Buffer {
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(records.length, 6);
  header.writeUInt32BE(0, 8);
  const answers = records.map((data) => {
    const head = Buffer.alloc(12);
    head.writeUInt16BE(0xc00c, 0); // the name of the question
    head.writeUInt16BE(type, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(data.length, 10);
    return Buffer.concat([head, data]);
  });
  return Buffer.concat([header, query.subarray(12, end), ...answers]);
}

export interface DnsServer {
  readonly address: string;
  /** TXT records by name. */
  readonly texts: Map<string, readonly string[]>;
  close(): Promise<void>;
}

export async function startDnsServer(): Promise<DnsServer> {
  const texts = new Map<string, readonly string[]>();
  const socket = createSocket('udp4');
  socket.on('message', (query, { address, port }) => {
    const { name, type, end } = questionOf(query);
    const text = type === types.TXT ? (texts.get(name) ?? []) : [];
    const records = text.map((value) => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]));
    if (type === types.A && name.endsWith('.test')) records.push(Buffer.from([127, 0, 0, 1]));
    socket.send(answer(query, records, type, end), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    texts,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

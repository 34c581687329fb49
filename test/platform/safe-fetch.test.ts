// Fetching what strangers point at: whatever they try, nothing of ours is connected to, and nothing of theirs goes on for ever.
import type { RequestListener } from 'node:http';
import { brotliCompressSync, createGzip, deflateSync, gzipSync } from 'node:zlib';
import { isReachable } from '../../src/platform/net/addresses.ts';
import { createSafeFetch, type SafeFetchOptions } from '../../src/platform/net/safe-fetch.ts';
import { type PageServer, servePages, serveSecurePages, testCertificate } from '../support/pages.ts';

const answers: Record<string, RequestListener> = {};
let pages: PageServer;
let securePages: PageServer;
/** What must never be connected to. Its port is one that may be asked. */
let canary: PageServer;
beforeAll(async () => {
  const serve: RequestListener = (request, response) => {
    const answer = answers[new URL(request.url ?? '/', 'http://public.test').pathname];
    if (answer) return answer(request, response);
    response.writeHead(404).end();
  };
  [pages, securePages] = await Promise.all([servePages(serve), serveSecurePages(serve)]);
  canary = await servePages((_request, response) => response.end('secret'), '0.0.0.0');
});
afterAll(() => Promise.all([pages, securePages, canary].map((server) => server?.close())));
afterEach(() => expect(canary.connections()).toBe(0));

const inside = ['127.0.0.2'];
const names: Record<string, readonly string[]> = {
  'public.test': ['127.0.0.1'],
  'other.test': ['127.0.0.1'],
  'inside.test': inside,
  'both.test': ['127.0.0.1', ...inside],
};

/** For these tests the public internet is 127.0.0.1, and every other address is what it is. */
const fetcher = (options: Partial<SafeFetchOptions> = {}) =>
  createSafeFetch({
    dns: { addressesOf: async (host) => names[host] ?? [] },
    isReachable: (address) => address === '127.0.0.1' || isReachable(address, { allowPrivate: false }),
    ports: [pages.port, securePages.port, canary.port],
    userAgent: 'Cameo/test (+https://people.example)',
    timeoutMs: 5_000,
    ca: testCertificate.cert,
    ...options,
  });
const page = (path: string, host = 'public.test') => `http://${host}:${pages.port}${path}`;
const securePage = (path: string) => `https://public.test:${securePages.port}${path}`;
const refusal = (reason: string) => ({ ok: false, reason });
const leadsTo =
  (location: () => string, status = 302): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { location: location() }).end();

it('brings a page, and says who asks and nothing else', async () => {
  let seen: NodeJS.Dict<string | string[]> = {};
  answers['/page'] = ({ headers }, response) => {
    seen = headers;
    response.setHeader('Set-Cookie', 'a=b').setHeader('Content-Type', 'Text/HTML; charset=utf-8').end('<p>Hello</p>');
  };
  const found = await fetcher()(page('/page?q=1#part'));
  expect(found).toMatchObject({ ok: true, status: 200, contentType: 'text/html', url: page('/page?q=1#part') });
  expect(found.ok && found.body.toString()).toBe('<p>Hello</p>');
  expect(seen).toEqual({
    host: `public.test:${pages.port}`,
    connection: 'keep-alive',
    'user-agent': 'Cameo/test (+https://people.example)',
    accept: 'text/html, */*;q=0.1',
    'accept-encoding': 'gzip, deflate, br',
  });
  answers['/again'] = leadsTo(() => '/page');
  await fetcher()(page('/again'));
  expect(seen).not.toHaveProperty('cookie');
  expect(seen).not.toHaveProperty('referer');
});

it('reads by TLS, and only what has a certificate', async () => {
  answers['/tls'] = (_request, response) => response.end('sealed');
  const found = await fetcher()(securePage('/tls'));
  expect(found.ok && found.body.toString()).toBe('sealed');
  const stranger = createSafeFetch({
    dns: { addressesOf: async () => ['127.0.0.1'] },
    isReachable: () => true,
    ports: [securePages.port],
    userAgent: 'x',
  });
  expect(await stranger(securePage('/tls'))).toEqual(refusal('certificate'));
});

describe('an address that must not be reached', () => {
  const literals = [
    '127.0.0.2',
    '127.1.1',
    '2130706434',
    '0x7f000002',
    '0x7f.2',
    '017700000002',
    '0177.0.0.02',
    '127.0.0.2.',
    '０x7f.2',
    '0',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.0.192',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '192.88.99.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '168.63.129.16',
    '[::1]',
    '[::]',
    '[::127.0.0.2]',
    '[::ffff:127.0.0.2]',
    '[::ffff:7f00:2]',
    '[::ffff:0:127.0.0.2]',
    '[0:0:0:0:0:ffff:7f00:0002]',
    '[64:ff9b::127.0.0.2]',
    '[64:ff9b:1::127.0.0.2]',
    '[2002:7f00:2::]',
    '[2001:0:7f00:2::]',
    '[fe80::1]',
    '[fc00::1]',
    '[fd00:ec2::254]',
    '[fec0::1]',
    '[ff02::1]',
    '[100::1]',
    '[2001:db8::1]',
    '[2001:2::1]',
    '[3fff::1]',
    '[5f00::1]',
    '[4000::1]',
  ];

  it.each(literals)('written out as %s', async (host) => {
    expect(await fetcher()(`http://${host}:${canary.port}/`)).toEqual(refusal('forbidden-address'));
  });

  it.each(literals)('answered by DNS as %s, also beside one that may be reached', async (host) => {
    const address = new URL(`http://${host}`).hostname.replace(/[[\]]/g, '');
    for (const answer of [[address], ['127.0.0.1', address], [address, '127.0.0.1']]) {
      const safeFetch = fetcher({ dns: { addressesOf: async () => answer } });
      expect(await safeFetch(`http://name.test:${canary.port}/`)).toEqual(refusal('forbidden-address'));
    }
  });

  it('behind a redirect, by any way of writing it', async () => {
    for (const host of ['inside.test', '127.0.0.2', '2130706434', '[::1]', '[::ffff:127.0.0.2]', 'both.test']) {
      answers['/in'] = leadsTo(() => `http://${host}:${canary.port}/`);
      expect([host, await fetcher()(page('/in'))]).toEqual([host, refusal('forbidden-address')]);
      answers['/slashes'] = leadsTo(() => `//${host}:${canary.port}/`);
      expect([host, await fetcher()(page('/slashes'))]).toEqual([host, refusal('forbidden-address')]);
    }
  });

  it('that takes the place of a public one between the look and the connection', async () => {
    const answersOfDns = [['127.0.0.1'], inside, inside];
    let asked = 0;
    const dns = { addressesOf: async () => answersOfDns[Math.min(asked++, 2)] ?? [] };
    answers['/rebound'] = (_request, response) => response.end('public');
    const safeFetch = fetcher({ dns });
    const found = await safeFetch(page('/rebound', 'rebind.test'));
    expect(found.ok && found.body.toString()).toBe('public');
    // One question for one request: the second answer has nobody to believe it.
    expect(asked).toBe(1);
    expect(await safeFetch(`http://rebind.test:${canary.port}/`)).toEqual(refusal('forbidden-address'));
  });

  it('that takes the place of a public one while a redirect is followed', async () => {
    let asked = 0;
    const dns = { addressesOf: async () => (asked++ === 0 ? ['127.0.0.1'] : inside) };
    answers['/rebound'] = leadsTo(() => `http://rebind.test:${canary.port}/`);
    expect(await fetcher({ dns })(page('/rebound', 'rebind.test'))).toEqual(refusal('forbidden-address'));
  });
});

it('reaches the canary where that is allowed: the tests above could fail', async () => {
  const own = await servePages((_request, response) => response.end('secret'));
  const safeFetch = createSafeFetch({
    dns: { addressesOf: async () => ['127.0.0.1'] },
    isReachable: (address) => isReachable(address, { allowPrivate: true }),
    ports: [own.port],
    userAgent: 'x',
  });
  for (const host of ['inside.test', '127.0.0.1', '2130706433', '0x7f.1'])
    expect([host, await safeFetch(`http://${host}:${own.port}/`)]).toEqual([
      host,
      expect.objectContaining({ ok: true, status: 200 }),
    ]);
  expect(own.connections()).toBe(4);
  // What clouds tell their machines stays closed even so.
  expect(
    ['169.254.169.254', 'fd00:ec2::254', '10.0.0.1', 'fc00::1'].map((one) => isReachable(one, { allowPrivate: true })),
  ).toEqual([false, false, true, true]);
  await own.close();
});

it.each([
  ['ftp://public.test/', 'not-http'],
  ['file:///etc/passwd', 'not-http'],
  ['data:text/html,hello', 'not-http'],
  ['no address', 'not-http'],
  ['http://me:secret@public.test/', 'has-credentials'],
  ['http://public.test:22/', 'forbidden-port'],
  ['http://public.test/', 'forbidden-port'],
  ['http://nowhere.test:%/', 'unknown-host'],
])('refuses %s', async (address, reason) => {
  expect(await fetcher()(address.replace('%', String(pages.port)))).toEqual(refusal(reason));
});

it('follows three redirects, and not four, nor to another scheme', async () => {
  answers['/end'] = (_request, response) => response.end('end');
  answers['/1'] = leadsTo(() => '/end', 301);
  answers['/2'] = leadsTo(() => '/1', 307);
  answers['/3'] = leadsTo(() => '/2', 308);
  answers['/4'] = leadsTo(() => '/3', 303);
  expect(await fetcher()(page('/3'))).toMatchObject({ ok: true, url: page('/end') });
  expect(await fetcher()(page('/4'))).toEqual(refusal('too-many-redirects'));
  expect(await fetcher()(page('/1'), { maxRedirects: 0 })).toMatchObject({ ok: true, status: 301, location: '/end' });
  for (const [target, reason] of [
    ['gopher://public.test/', 'not-http'],
    ['http://me@public.test/', 'has-credentials'],
    ['http://public.test:22/', 'forbidden-port'],
    ['http://[', 'not-http'],
  ] as const) {
    answers['/odd'] = leadsTo(() => target);
    expect(await fetcher()(page('/odd'))).toEqual(refusal(reason));
  }
  answers['/down'] = leadsTo(() => page('/end'));
  expect(await fetcher()(securePage('/down'))).toEqual(refusal('insecure-redirect'));
  answers['/up'] = leadsTo(() => securePage('/end'));
  expect(await fetcher()(page('/up'))).toMatchObject({ ok: true, url: securePage('/end') });
});

describe('a body', () => {
  const maxBytes = 64 * 1024;
  const zeros = Buffer.alloc(8 * 1024 * 1024);
  const sent =
    (body: Buffer, encoding?: string): RequestListener =>
    (_request, response) => {
      if (encoding) response.setHeader('Content-Encoding', encoding);
      response.end(body);
    };

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('in %s is unpacked, up to the limit', async (encoding, pack) => {
    answers['/packed'] = sent(pack('hello'.repeat(1000)), encoding);
    const found = await fetcher({ maxBytes })(page('/packed'));
    expect(found.ok && found.body.toString()).toBe('hello'.repeat(1000));
    answers['/exact'] = sent(pack(zeros.subarray(0, maxBytes)), encoding);
    expect(await fetcher({ maxBytes })(page('/exact'))).toMatchObject({ ok: true });
    answers['/more'] = sent(pack(zeros.subarray(0, maxBytes + 1)), encoding);
    expect(await fetcher({ maxBytes })(page('/more'))).toEqual(refusal('too-large'));
    answers['/bomb'] = sent(pack(zeros), encoding);
    expect(await fetcher({ maxBytes })(page('/bomb'))).toEqual(refusal('too-large'));
    answers['/broken'] = sent(Buffer.from('no such thing'), encoding);
    expect(await fetcher({ maxBytes })(page('/broken'))).toEqual(refusal('unreadable'));
  });

  it('packed twice, or in a way nobody asked for, is not read', async () => {
    for (const encoding of ['gzip, gzip', 'zstd', 'toString']) {
      answers['/odd'] = sent(gzipSync(gzipSync(zeros)), encoding);
      expect(await fetcher({ maxBytes })(page('/odd'))).toEqual(refusal('unreadable'));
    }
  });

  it('without an end is left, packed or not, and even when it unpacks to nothing', async () => {
    const endless =
      (chunk: () => Buffer, encoding?: string): RequestListener =>
      (_request, response) => {
        if (encoding) response.setHeader('Content-Encoding', encoding);
        const more = () => {
          while (!response.destroyed && response.write(chunk()));
        };
        response.on('drain', more);
        more();
      };
    answers['/endless'] = endless(() => zeros.subarray(0, 16_384));
    expect(await fetcher({ maxBytes })(page('/endless'))).toEqual(refusal('too-large'));
    const empty = gzipSync('');
    answers['/empty'] = endless(() => Buffer.concat(Array.from({ length: 500 }, () => empty)), 'gzip');
    expect(await fetcher({ maxBytes })(page('/empty'))).toEqual(refusal('too-large'));
    answers['/packed'] = (_request, response) => {
      const gzip = createGzip();
      response.setHeader('Content-Encoding', 'gzip');
      gzip.pipe(response);
      const more = () => {
        while (!response.destroyed && gzip.write(zeros.subarray(0, 1 << 20)));
      };
      gzip.on('drain', more);
      more();
    };
    expect(await fetcher({ maxBytes })(page('/packed'))).toEqual(refusal('too-large'));
  });

  it('with headers without an end is left, too', async () => {
    answers['/headers'] = (_request, response) => {
      for (let at = 0; at < 40; at++) response.setHeader(`x-${at}`, 'a'.repeat(1000));
      response.end();
    };
    expect(await fetcher()(page('/headers'))).toEqual(refusal('too-large'));
  });
});

describe('time is for everything together', () => {
  const timeoutMs = 400;

  it('drips of a body, headers that do not come, redirects that take their time', async () => {
    answers['/drip'] = (_request, response) => {
      const timer = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(timer));
    };
    answers['/silent'] = () => {};
    answers['/slow'] = (_request, response) => {
      setTimeout(() => response.writeHead(302, { location: '/slow' }).end(), 150).unref();
    };
    for (const path of ['/drip', '/silent', '/slow'])
      expect([path, await fetcher({ timeoutMs })(page(path))]).toEqual([path, refusal('timeout')]);
  });

  it('a DNS that does not answer', async () => {
    const dns = { addressesOf: () => new Promise<never>(() => {}) };
    expect(await fetcher({ timeoutMs, dns })(page('/page'))).toEqual(refusal('timeout'));
  });
});

it('a server that hangs up, or speaks something else, is a reason and no failure', async () => {
  answers['/hang-up'] = ({ socket }) => socket.destroy();
  expect(await fetcher()(page('/hang-up'))).toEqual(refusal('unreachable'));
  answers['/half'] = (_request, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half');
    setTimeout(() => response.destroy(), 20);
  };
  expect(await fetcher()(page('/half'))).toEqual(refusal('unreachable'));
  answers['/other'] = ({ socket }) => socket.end('SSH-2.0-OpenSSH\r\n');
  expect(await fetcher()(page('/other'))).toMatchObject({ ok: false });
});

// Which addresses never leave the machine.
import { isLoopback } from '../../src/platform/net/loopback.ts';

test.each(['127.0.0.1', '127.8.9.10', '::1', '[::1]', '::ffff:127.0.0.1', 'localhost', 'LOCALHOST', 'app.localhost'])(
  '%s is this machine',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each([
  '0.0.0.0',
  '::',
  '10.0.0.1',
  '128.0.0.1',
  '::2',
  '::ffff:10.0.0.1',
  'localhost.example',
  '127.0.0.1.example',
  'notlocalhost',
  '',
])('%j is not', (host) => {
  expect(isLoopback(host)).toBe(false);
});

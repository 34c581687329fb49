// What `npm start` says once the service answers.
import type { Config } from '../config/index.ts';

/** The addresses, where the data lies and what to do next. `databaseDirectory` is undefined for a database elsewhere. */
export function presentWelcome(config: Config, databaseDirectory: string | undefined): string {
  const { publicUrl } = config.http;
  const addresses = [
    ['Service', publicUrl],
    ['API documentation', `${publicUrl}/docs`],
    ...(config.environment === 'development' && !config.mail.smtpUrl ? [['Mail box', `${publicUrl}/dev/mail`]] : []),
    ['Queue dashboard', `${publicUrl}/admin/queues`],
    ['Data', config.dataDirectory],
    ...(databaseDirectory ? [['Database', databaseDirectory]] : []),
  ];
  const next = [
    ['npm run demo', 'fills it with synthetic people and shows a search'],
    [
      "npm run cameo -- account:create --email you@example.org --password 'at least 12 characters' --role admin --verified",
      'makes an administrator',
    ],
    ['Ctrl-C', 'stops everything; the data stays'],
  ];
  return [
    '',
    'Cameo is running.',
    '',
    ...addresses.map(([label = '', value]) => `  ${label.padEnd(19)}${value}`),
    '',
    'Next:',
    ...next.map(([command, effect]) => `  ${command}\n      ${effect}`),
    '',
  ].join('\n');
}

// What can be seen afterwards: a search by a misspelt name, a stranger's view against a member's, a score, insights.
import { guide } from './people.mjs';

const encode = encodeURIComponent;
const section = (title) => console.log(`\n${title}`);
const row = (label, text) => console.log(`  ${label.padEnd(22)}${text}`);
const nameOf = ({ displayName, handle, id }) => displayName ?? handle ?? id;
const namesOf = (people) => people.map(nameOf).join(', ') || 'nobody';

// Ids, addresses of pictures and the like say nothing to people.
const technical = new Set(['id', 'userId', 'avatarUrls', 'avatar', 'avatarThumbHash', 'avatarColor']);

function say(value) {
  const text = Array.isArray(value)
    ? value.join(', ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
  return text.replace(/\s+/g, ' ');
}

function compare(stranger, member) {
  const fields = Object.keys(member).filter((field) => !technical.has(field));
  for (const field of fields)
    row(field, `${(field in stranger ? 'everybody' : 'members').padEnd(11)}${say(member[field])}`);
}

/** Shows the people who were made; `people` are signed in, the guide among them. */
export async function showAround(client, people) {
  const star = people.find(({ number }) => number === guide.number);
  const others = people.filter((person) => person !== star);
  const member = others[0] ?? star;
  const look = (token) => client.api(`/profiles/${star.id}`, { token });
  const search = (text, token) => client.api(`/profiles?limit=5&q=${encode(text)}`, { token });

  section(`Search by a misspelt name: “${guide.misspelt}”`);
  row('anonymous', namesOf(await search(guide.misspelt)));

  section(`Who finds people in ${guide.place}? Places are for members`);
  row('anonymous', namesOf(await search(guide.place)));
  row('member', namesOf(await search(guide.place, member.token)));

  section(`The profile of ${star.displayName}: who sees which field`);
  compare(await look(), await look(member.token));
  await Promise.all(others.slice(1, 8).map(({ token }) => look(token)));

  const { score, status, nextSteps } = await client.api('/profile/completeness', { token: star.token });
  section('Completeness, for the owner');
  row('score', `${score} of 100 (${status})`);
  for (const { field, hint, gain } of nextSteps.slice(0, 3)) row(field, `+${gain}  ${hint}`);

  section('Insights, for the owner');
  row('today', 'is told tomorrow: numbers come when a day is over, and none below five viewers');
  row('what counts', 'seven members have just looked; who they were is kept nowhere');

  section('Open in a browser');
  const own = await client.api('/profile', { token: star.token });
  const unpictured = others.find(({ hasPortrait, visibility }) => !hasPortrait && visibility === 'public');
  row('A portrait', own.avatarUrls.avatarUrl);
  if (unpictured) row('Initials', `${client.baseUrl}/api/v1/profiles/${unpictured.id}/avatar`);
  row('The profile', own.handle ? `${client.baseUrl}/@${own.handle}` : `${client.baseUrl}/p/${own.id}`);
  row('The search', `${client.baseUrl}/discover?q=${encode(guide.misspelt)}`);
  row('The API', `${client.baseUrl}/docs`);
  row('The mail box', `${client.baseUrl}/dev/mail`);
}

// Makes one person through the public API. Whatever is there already is left as it is, so the demo can run again.
import { ApiError, DemoError, until } from './client.mjs';
import { password } from './people.mjs';
import { paintPortrait } from './portrait.mjs';

const isPending = ({ status }) => status === 'stored' || status === 'processing';

/** The answer of `ask`, or undefined where the service refuses with `status`. */
async function unless(status, ask) {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ApiError && error.status === status) return undefined;
    throw error;
  }
}

/** What a person does with the service at `client`. */
export function createSettler(client) {
  const login = async ({ email }) => client.api('/auth/login', { method: 'POST', json: { email, password } });

  async function register({ email, handle, profile: { displayName } }) {
    const send = (more) =>
      client.api('/auth/register', { method: 'POST', json: { email, password, displayName, ...more } });
    // Somebody else's handle is no reason to stay away.
    await ((await unless(409, () => send({ handle }))) ?? send({}));
  }

  const mailsTo = ({ email }) => client.request(`/dev/mail.json?to=${encodeURIComponent(email)}`);

  async function confirmAddress({ email }) {
    const code = await until(async () => {
      const [newest] = await mailsTo({ email });
      return /^Code: (\d{6})$/m.exec(newest?.text)?.[1];
    }, `No mail came to ${email}: do the workers run?`);
    await client.api('/auth/verify-email', { method: 'POST', json: { email, code, password } });
  }

  /** A session of the person, who is registered first if the address is unknown. */
  async function signIn(person) {
    // Who has an account has had mail. To try the passwords of all others would be stopped as an attack.
    const mails = await mailsTo(person);
    const known = mails.length > 0 && (await unless(401, () => login(person)));
    if (known) return { ...person, token: known.accessToken };
    await register(person);
    await confirmAddress(person);
    return { ...person, token: (await login(person)).accessToken };
  }

  async function uploadPortrait({ seed, token }) {
    const { bytes, type, name } = await paintPortrait(seed);
    const form = () => {
      const data = new FormData();
      data.append('avatar', new Blob([bytes], { type }), name);
      return data;
    };
    return client.api('/profile/avatar', { method: 'POST', token, form });
  }

  return {
    /** Resolves to the person with a token and what is there of them; the portrait may still be on its way. */
    async settle(person) {
      const session = await signIn(person);
      const { token } = session;
      const found = await client.api('/profile', { token });
      // A run that broke off may have left an address that nobody confirmed.
      if (!found.emailVerified) await confirmAddress(person);
      const isNew = found.headline === null;
      if (isNew) {
        await client.api('/profile/privacy', { method: 'PUT', token, json: person.privacy });
        await client.api('/profile', { method: 'PUT', token, json: person.profile });
      }
      const upload = isNew ? undefined : await unless(404, () => client.api('/profile/avatar/status', { token }));
      const hasPortrait = person.hasPortrait || upload !== undefined;
      if (hasPortrait && !upload) await uploadPortrait(session);
      const { displayName, visibility } = isNew ? { ...person.profile, ...person.privacy } : found;
      return { ...session, id: found.id, displayName, visibility, hasPortrait, isNew };
    },

    /** Resolves when the portrait is ready to be seen, if there is one. */
    async untilPictured({ hasPortrait, token, email }) {
      if (!hasPortrait) return;
      const upload = await until(async () => {
        const current = await client.api('/profile/avatar/status', { token });
        return isPending(current) ? undefined : current;
      }, `The portrait of ${email} is still waiting: do the workers run?`);
      if (upload.status !== 'ready')
        throw new DemoError(`The portrait of ${email} ended as ${upload.status}: ${upload.reason}`);
    },

    /** Resolves when everybody who is signed in finds the person by name. */
    async untilFound({ id, token, displayName }) {
      const path = `/profiles?limit=100&q=${encodeURIComponent(displayName)}`;
      const sentence = `Search has not heard of ${displayName}: do the workers run?`;
      await until(async () => (await client.api(path, { token })).some((hit) => hit.id === id), sentence);
    },
  };
}

// The only place that wires parts together, by area in container/. Every process makes one container and closes it when it ends.
import { createAdministration } from './container/administration.ts';
import { createCore } from './container/core.ts';
import { createLinks } from './container/links.ts';
import { createMails } from './container/mails.ts';
import { createPeople } from './container/people.ts';
import { createPictures } from './container/pictures.ts';
import { type ContainerOptions, createPlatform } from './container/platform.ts';
import { createSignIn } from './container/sign-in.ts';
import { createRequestLimits } from './platform/http/rate-limit.ts';
import { readVersion } from './version.ts';
import { createPageSender, createTemplate, findBuild } from './web/index.ts';

export type Container = Awaited<ReturnType<typeof createContainer>>;

export async function createContainer(options: ContainerOptions) {
  const { config } = options;
  const platform = await createPlatform(options);
  const core = createCore(config, platform);
  const signIn = createSignIn(config, platform, core);
  const pictures = createPictures(config, platform, core);
  const people = createPeople(config, platform, core);
  const links = createLinks(config, platform, core);
  const webDirectory = findBuild();
  return {
    ...platform,
    ...core,
    ...signIn,
    ...pictures,
    ...people,
    ...links,
    ...createAdministration(platform, core, { ...signIn, ...pictures }),
    ...createMails(config, platform, core, { ...signIn, ...pictures, ...people, ...links }),
    requestLimits: config.limits.requests === 'on' ? createRequestLimits(platform.limits, config.limits) : undefined,
    webDirectory,
    sendPage: createPageSender({
      template: createTemplate(webDirectory),
      tenants: core.tenantDirectory,
      pictures: config.http.cdnUrl ? [new URL(config.http.cdnUrl).origin] : [],
    }),
    config,
    version: readVersion(),
    /** Hands over what is on its way and lets go of every connection. Call after the last request or job. */
    async close(): Promise<void> {
      await people.analytics.flush();
      await core.relay.idle();
      platform.limits.close();
      await platform.changes.close();
      await platform.queues.close();
      await platform.queueBackend.close();
      await platform.mailer.close();
      await platform.sequelize.close();
      await platform.tracing.close();
    },
  };
}

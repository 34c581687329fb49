// Handles nobody may take: they would pass for the service itself, its staff, or one of its pages.

export const RESERVED_HANDLES: readonly string[] = `
  abuse access account accounts activity admin administrator administrators admins alias aliases all analytics anonymous
  anyone api app apps assets auth authentication avatar avatars badge badges billing blocks blog bot bots cache callback
  cameo cdn config contact contracts copyright css dashboard delete deleted dev developer developers discover dns docs
  documentation
  download downloads edit email emails endorsements erased error errors events everyone exit explore export extensions
  faq favicon favicon.ico feedback ftp gdpr graphql group groups guest health help helpdesk home host hostmaster html http
  https images imap import index index.html info insights internal invite javascript jobs join js json kyc legal link
  links list live local localhost login logout mail mailer-daemon manager media member members message messages metrics
  mod moderation moderator moderators mods myself new news nobody noc noreply no-reply notification notifications null
  oauth official openapi operator owner owners page pages password picture ping pop3 postmaster preferences press privacy
  private profile profiles public queue ready register registration report restore robots robots.txt root rss sales
  schema scim search security security.txt self server service services session sessions settings setup shop signin
  signout signup sitemap sitemap.xml smtp sql ssl staff stage staging static stats status store subscribe sudo suggest superuser
  support swagger sysadmin sysop system tag tags team teams tenant tenants terms test tests tls token tokens trust
  undefined unknown unsubscribe update upload uploads user username users verification verified verify view void web
  webhook webhooks webmail webmaster well-known widget wiki worker workers www you your yourself me my
`
  .trim()
  .split(/\s+/);

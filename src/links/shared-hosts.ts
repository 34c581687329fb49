// Hosts that belong to everybody who has an account there: an address at one, or a page on one, says nothing of who owns it.

const freeMail = `
126.com 163.com aim.com aol.com aol.de bigpond.com bluewin.ch bol.com.br btinternet.com centrum.cz comcast.net cox.net
daum.net duck.com email.cz email.de fastmail.com fastmail.fm foxmail.com free.fr freenet.de gmail.com gmx.at gmx.ch
gmx.com gmx.de gmx.fr gmx.net googlemail.com hanmail.net hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.es
hotmail.fr hotmail.it hushmail.com icloud.com inbox.lv inbox.ru interia.pl keemail.me laposte.net libero.it list.ru
live.com live.de live.fr mac.com mail.com mail.de mail.ru mailbox.org mailinator.com me.com msn.com naver.com o2.pl
onet.pl op.pl orange.fr outlook.com outlook.de outlook.es outlook.fr outlook.jp pm.me posteo.de posteo.net proton.me
protonmail.ch protonmail.com qq.com rambler.ru rediffmail.com relay.firefox.com rocketmail.com sapo.pt sbcglobal.net
seznam.cz sfr.fr sina.com sky.com sohu.com spamgourmet.com t-online.de terra.com.br tiscali.it tuta.com tuta.io
tutanota.com tutanota.de uol.com.br verizon.net virgilio.it vk.com vodafone.it wanadoo.fr web.de windowslive.com wp.pl
xtra.co.nz ya.ru yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.br yahoo.de yahoo.es yahoo.fr yahoo.in yahoo.it yandex.com
yandex.ru ymail.com yopmail.com zoho.com`;

const hosting = `
about.me appspot.com azurewebsites.net bandcamp.com behance.net bio.link blogger.com blogspot.com carrd.co
cloudfront.net codeberg.page dev.to deviantart.com dreamwidth.org firebaseapp.com flickr.com fly.dev framer.website
ghost.io github.io gitlab.io google.com hashnode.dev herokuapp.com hubpages.com itch.io jimdo.com jimdosite.com
linktr.ee livejournal.com medium.com myshopify.com neocities.org netlify.app netlify.com notion.site notion.so
onrender.com pages.dev patreon.com pinterest.com reddit.com repl.co replit.app soundcloud.com squarespace.com
strikingly.com substack.com surge.sh t.me telegram.me tiktok.com tumblr.com twitch.tv typepad.com vercel.app
vimeo.com web.app weebly.com wikipedia.org wix.com wixsite.com wordpress.com workers.dev write.as xing.com`;

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
const sharedHosts = words(`${hosting} ${freeMail}`);

/** Whether anybody can have a page or an address at this host, or at one below it. */
export function isSharedHost(host: string): boolean {
  const labels = host.split('.');
  return labels.some((_label, at) => sharedHosts.has(labels.slice(at).join('.')));
}

// Links of a page that say "this is me, too" (rel="me"), read while it streams by: no tree, and no scripts.
import { Parser } from 'htmlparser2';

/** What a page shows of others, keeps for later, or does not show as part of itself. */
const asides: ReadonlySet<string> = new Set([
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'object',
  'script',
  'select',
  'style',
  'template',
  'textarea',
  'title',
  'xmp',
]);

const maxLinks = 500;
// As deep as browsers go. The parser's work for a tag grows with the depth: pages that are all depth would keep it for minutes.
const maxDepth = 512;
const pieceLength = 8 * 1024;

const isMe = (rel: string | undefined): boolean => /(^|[\t\n\f\r ])me($|[\t\n\f\r ])/i.test(rel ?? '');

/** The `href` of every `a` and `link` with `me` among the tokens of its `rel`, in their order; 500 at most, and none behind what is nested too deeply. */
export function findBackLinks(html: string): readonly string[] {
  const found: string[] = [];
  let aside = 0;
  let depth = 0;
  const parser = new Parser({
    onopentag(name, { rel, href }) {
      depth += 1;
      if (asides.has(name)) aside += 1;
      if (aside > 0 || (name !== 'a' && name !== 'link')) return;
      if (href !== undefined && isMe(rel) && found.length < maxLinks) found.push(href.trim());
    },
    onclosetag(name) {
      depth -= 1;
      if (asides.has(name)) aside -= 1;
    },
  });
  for (let at = 0; at < html.length && depth <= maxDepth; at += pieceLength)
    parser.write(html.slice(at, at + pieceLength));
  return found;
}

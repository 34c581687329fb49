// What the mails say. Text and HTML are made from the same paragraphs, so they cannot disagree.

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Letter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action?: { readonly label: string; readonly url: string };
  readonly code?: string;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

const paragraph = (html: string) => `<p style="margin:0 0 16px">${html}</p>`;

function write({ subject, paragraphs, action, code }: Letter): MailContent {
  const [first = '', ...rest] = paragraphs;
  const text = [
    first,
    ...(action ? [`${action.label}: ${action.url}`] : []),
    ...(code ? [`Code: ${code}`] : []),
    ...rest,
  ];
  const html = [
    paragraph(escapeHtml(first)),
    ...(action
      ? [
          paragraph(
            `<a href="${escapeHtml(action.url)}" style="display:inline-block;padding:12px 20px;background:#1d4ed8;color:#fff;border-radius:6px;text-decoration:none">${escapeHtml(action.label)}</a>`,
          ),
        ]
      : []),
    ...(code ? [paragraph(`<strong style="font-size:24px;letter-spacing:4px">${escapeHtml(code)}</strong>`)] : []),
    ...rest.map((part) => paragraph(escapeHtml(part))),
  ];
  return {
    subject,
    text: `${text.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body style="font:16px/1.5 system-ui,sans-serif;color:#0f172a;padding:24px">${html.join('')}</body></html>`,
  };
}

export const verifyEmailMail = (link: { url: string; code: string }): MailContent =>
  write({
    subject: 'Confirm your e-mail address',
    paragraphs: [
      'Please confirm that this is your address.',
      'Or type this code where you registered. Both are good for one day.',
      'If you did not register, do nothing: without a confirmation the account stays closed.',
    ],
    action: { label: 'Confirm my address', url: link.url },
    code: link.code,
  });

export const avatarRefusedMail = ({ reason }: { reason: string }): MailContent =>
  write({
    subject: 'Your picture could not be used',
    paragraphs: [
      `The picture that you uploaded could not be used. ${reason}`,
      'What people saw before is still there. You can upload another picture at any time.',
    ],
  });

export const accountExistsMail = (): MailContent =>
  write({
    subject: 'You already have an account',
    paragraphs: [
      'Somebody, perhaps you, tried to register with this address. There is an account with it already: sign in with your password.',
      'If it was not you, you need not do anything. Nobody got in.',
    ],
  });

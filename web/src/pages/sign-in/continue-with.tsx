// Signing in with those who are trusted to sign people in here.
import { Button, Divider } from '@mantine/core';
import type { components } from '../../api/schema.d.ts';
import { useText } from '../../i18n/index.tsx';
import { issuerAddress } from '../../session/issuer.ts';
import { nextPath } from './frame.tsx';

type Storefront = components['schemas']['Storefront'];

interface Way {
  readonly label: string;
  readonly href: string;
}

function kratosOf(address: string): Way {
  const target = new URL(address);
  target.searchParams.set('return_to', new URL(nextPath(), location.origin).href);
  return { label: target.hostname, href: target.href };
}

/** Where else people can go from here to sign in. */
export function waysOf({ continueWith, continueAt }: Pick<Storefront, 'continueWith' | 'continueAt'>): Way[] {
  return [
    ...(continueWith ? [{ label: continueWith.label, href: issuerAddress(continueWith, nextPath()) }] : []),
    ...(continueAt ? [kratosOf(continueAt)] : []),
  ];
}

interface ContinueWithProps {
  readonly ways: readonly Way[];
  /** Whether a form follows. */
  readonly isBesideForm: boolean;
}

export function ContinueWith({ ways, isBesideForm }: ContinueWithProps) {
  const { signIn } = useText();
  if (ways.length === 0) return null;
  return (
    <>
      {ways.map(({ label, href }) => (
        <Button key={href} component="a" href={href} variant={isBesideForm ? 'default' : 'filled'}>
          {signIn.continueWith(label)}
        </Button>
      ))}
      {isBesideForm && <Divider label={signIn.or} />}
    </>
  );
}

// Signing in with somebody who is trusted to sign people in here.
import { Button, Divider } from '@mantine/core';
import { useText } from '../../i18n/index.tsx';
import { nextPath } from './frame.tsx';

interface ContinueWithProps {
  /** The address where browsers are signed in. */
  readonly address: string;
  /** Whether there is another way beside it. */
  readonly isOneOfTwo: boolean;
}

export function ContinueWith({ address, isOneOfTwo }: ContinueWithProps) {
  const { signIn } = useText();
  const target = new URL(address);
  target.searchParams.set('return_to', new URL(nextPath(), location.origin).href);
  return (
    <>
      <Button component="a" href={target.href} variant={isOneOfTwo ? 'default' : 'filled'}>
        {signIn.continueWith(target.hostname)}
      </Button>
      {isOneOfTwo && <Divider label={signIn.or} />}
    </>
  );
}

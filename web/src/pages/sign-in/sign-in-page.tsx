// Signing in, in the ways of this tenant; with a second step where somebody has switched it on.
import { Text } from '@mantine/core';
import { useState } from 'react';
import { Redirect } from 'wouter';
import { useStorefront } from '../../api/storefront.ts';
import { useText } from '../../i18n/index.tsx';
import { useSession } from '../../session/session.tsx';
import { CameBack } from './came-back.tsx';
import { ContinueWith, waysOf } from './continue-with.tsx';
import { Frame, nextPath } from './frame.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondStep } from './second-step.tsx';

export function SignInPage() {
  const { signIn } = useText();
  const { me, renew } = useSession();
  const [challenge, setChallenge] = useState<string>();
  const { data: storefront, isPending } = useStorefront();
  if (me) return <Redirect to={nextPath()} replace />;
  if (challenge !== undefined) return <SecondStep challenge={challenge} onDone={renew} />;
  if (isPending) return null;
  // If it is not told, the most usual way is tried.
  const hasPasswords = storefront?.signIn.includes('password') ?? true;
  const ways = storefront ? waysOf(storefront) : [];
  return (
    <Frame title={signIn.title}>
      <CameBack />
      <ContinueWith ways={ways} isBesideForm={hasPasswords} />
      {hasPasswords && (
        <PasswordForm canRegister={storefront?.registration !== 'closed'} onDone={renew} onChallenge={setChallenge} />
      )}
      {!hasPasswords && ways.length === 0 && <Text>{signIn.elsewhere}</Text>}
    </Frame>
  );
}

// What protects the account: its address, the password, the second step, where somebody is signed in; and the way out.
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/index.tsx';
import { useSecondFactor } from '../../session/second-factor.ts';
import { DeleteProfile } from './delete-profile.tsx';
import { EmailAddress, useEmailState } from './email-address.tsx';
import { Password } from './password.tsx';
import { Sessions, useSessions } from './sessions.tsx';
import { TwoStep } from './two-step.tsx';

export function SecurityPage() {
  const { security } = useText();
  // Shown together: each would push the others down as it arrives.
  const isPending = [useEmailState(), useSecondFactor(), useSessions()].some((query) => query.isPending);
  return (
    <Page title={security.title} lead={security.lead}>
      {!isPending && (
        <>
          <EmailAddress />
          <TwoStep />
          <Password />
          <Sessions />
          <DeleteProfile />
        </>
      )}
    </Page>
  );
}

// Every page there is, each loaded when somebody opens it.
import { Center, Loader } from '@mantine/core';
import { type ComponentType, lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { NotFound } from './components/not-found.tsx';
import { useSession } from './session/session.tsx';

const Person = lazy(async () => ({ default: (await import('./pages/person/person-page.tsx')).PersonPage }));
/** A pattern as words would take `@:id` for letters. */
const handlePath = /^\/@(?<id>[^/]+)\/?$/;

const RestorePage = lazy(async () => ({ default: (await import('./pages/restore/restore-page.tsx')).RestorePage }));

/** Pages that anybody may open. */
const open: Readonly<Record<string, ComponentType>> = {
  '/discover': lazy(async () => ({ default: (await import('./pages/discover/discover-page.tsx')).DiscoverPage })),
  '/p/:id': Person,
  '/sign-in': lazy(async () => ({ default: (await import('./pages/sign-in/sign-in-page.tsx')).SignInPage })),
  '/register': lazy(async () => ({ default: (await import('./pages/sign-in/register-page.tsx')).RegisterPage })),
  '/forgot': lazy(async () => ({ default: (await import('./pages/sign-in/forgot-page.tsx')).ForgotPage })),
};

/** Pages of whoever is signed in. */
const own: Readonly<Record<string, ComponentType>> = {
  '/admin/*?': lazy(async () => ({ default: (await import('./pages/admin/admin-page.tsx')).AdminPage })),
  '/aliases': lazy(async () => ({ default: (await import('./pages/aliases/aliases-page.tsx')).AliasesPage })),
  '/extensions': lazy(async () => ({
    default: (await import('./pages/extensions/extensions-page.tsx')).ExtensionsPage,
  })),
  '/settings': lazy(async () => ({ default: (await import('./pages/settings/settings-page.tsx')).SettingsPage })),
  '/insights': lazy(async () => ({ default: (await import('./pages/insights/insights-page.tsx')).InsightsPage })),
  '/trust/:part?': lazy(async () => ({ default: (await import('./pages/trust/trust-page.tsx')).TrustPage })),
  '/activity': lazy(async () => ({ default: (await import('./pages/activity/activity-page.tsx')).ActivityPage })),
  '/notifications': lazy(async () => ({
    default: (await import('./pages/notifications/notifications-page.tsx')).NotificationsPage,
  })),
  '/privacy': lazy(async () => ({ default: (await import('./pages/privacy/privacy-page.tsx')).PrivacyPage })),
  '/security': lazy(async () => ({ default: (await import('./pages/security/security-page.tsx')).SecurityPage })),
  '/avatar': lazy(async () => ({ default: (await import('./pages/avatar/avatar-page.tsx')).AvatarPage })),
  '/profile': lazy(async () => ({ default: (await import('./pages/profile/profile-page.tsx')).ProfilePage })),
};

/** Sends whoever is not signed in to the door, and back to here behind it. */
function OnlySignedIn({ Page }: { Page: ComponentType }) {
  const { me } = useSession();
  if (me) return <Page />;
  const here = location.pathname + location.search;
  return <Redirect to={`/sign-in?next=${encodeURIComponent(here)}`} replace />;
}

const waiting = (
  <Center h="60vh">
    <Loader type="dots" />
  </Center>
);

export function Pages() {
  const { me, restorableUntil } = useSession();
  if (restorableUntil !== undefined)
    return (
      <Suspense fallback={waiting}>
        <RestorePage until={restorableUntil} />
      </Suspense>
    );
  return (
    <Suspense fallback={waiting}>
      <Switch>
        <Route path="/">
          <Redirect to={me ? '/profile' : '/sign-in'} replace />
        </Route>
        <Route path={handlePath}>
          <Person />
        </Route>
        {Object.entries(open).map(([path, Page]) => (
          <Route key={path} path={path}>
            <Page />
          </Route>
        ))}
        {Object.entries(own).map(([path, Page]) => (
          <Route key={path} path={path}>
            <OnlySignedIn Page={Page} />
          </Route>
        ))}
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </Suspense>
  );
}

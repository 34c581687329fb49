// What every page stands in: theme, language, what was asked of the service, who is signed in.
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createQueries } from './api/queries.ts';
import { readBrand } from './brand.ts';
import { LanguageProvider } from './i18n/index.tsx';
import { Pages } from './pages.tsx';
import { FreshProofProvider } from './session/fresh-proof.tsx';
import { SessionProvider } from './session/session.tsx';
import { Shell } from './shell/shell.tsx';
import { createBrandTheme, readableColors } from './theme.ts';

const theme = createBrandTheme(readBrand());
// The service allows style elements with this mark only.
const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';

// The part of dialogs that keeps the page behind them still asks for it here.
Object.assign(globalThis, { __webpack_nonce__: nonce });

export function App() {
  const [queries] = useState(createQueries);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      cssVariablesResolver={readableColors}
      getStyleNonce={() => nonce}
    >
      <Notifications />
      <LanguageProvider>
        <QueryClientProvider client={queries}>
          <SessionProvider>
            <FreshProofProvider>
              <Shell>
                <Pages />
              </Shell>
            </FreshProofProvider>
          </SessionProvider>
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}

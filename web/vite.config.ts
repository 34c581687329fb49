// How the web application is built, and served while somebody works on it: `npm run dev -w web` beside `npm start`.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';

const service = 'http://127.0.0.1:8092';

// Few requests before something is seen: what every page needs comes in one file.
const chunks = [{ name: 'first', tags: ['$initial' as const] }];

export default defineConfig({
  // Compressed once, as far as it goes; the service sends what the browser takes.
  plugins: [react(), compression({ algorithms: ['brotliCompress', 'gzip'], include: /\.(js|css|svg)$/ })],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/avatars', '/badge-icons', '/aliases', '/docs', '/dev'].map((path) => [path, service]),
    ),
  },
});

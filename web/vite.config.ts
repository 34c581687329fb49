// How the web application is built, and served while somebody works on it: `npm run dev -w web` beside `npm start`.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const service = 'http://127.0.0.1:8092';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    proxy: Object.fromEntries(['/api', '/avatars', '/aliases', '/docs', '/dev'].map((path) => [path, service])),
  },
});

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const service = process.env['REENTREGA_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: here('.'),
  base: '/console/',
  plugins: [react()],
  resolve: {
    alias: {
      // Its sources: the package is compiled only to be published.
      '@reentrega/client/watch': here('../client/src/watch-logs.ts'),
      '@reentrega/client': here('../client/src/index.ts'),
      // The messages are parsed when they are generated.
      '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js',
    },
  },
  build: {
    target: 'es2022',
    // `light-dark()` as it is.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    // A data: URL would be one more thing for the security policy to allow.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // As the docs name theirs, so that the server lets browsers keep them.
        entryFileNames: 'assets/[name]-[hash:12].js',
        chunkFileNames: 'assets/[name]-[hash:12].js',
        assetFileNames: 'assets/[name]-[hash:12][extname]',
        hashCharacters: 'hex',
      },
    },
  },
  // `npm run dev`: the API of a service or a mock that runs already.
  server: { proxy: { '/api': service } },
});

// Once after all tests, also failed ones.
export default async function globalTeardown() {
  await globalThis.testCluster?.remove();
}

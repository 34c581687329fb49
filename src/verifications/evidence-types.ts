// What can be sent in as evidence, known by its first bytes.
import { evidenceType } from './errors.ts';

export const evidenceTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type EvidenceType = (typeof evidenceTypes)[number];

export const evidenceExtensions: Record<EvidenceType, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

const signatures: readonly (readonly [EvidenceType, Buffer])[] = [
  ['application/pdf', Buffer.from('%PDF-')],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
];
export const longestSignature = 8;

/** @throws EVIDENCE_TYPE */
export function identify(head: Buffer): EvidenceType {
  const found = signatures.find(([, bytes]) => head.subarray(0, bytes.length).equals(bytes));
  if (!found) throw evidenceType();
  return found[0];
}

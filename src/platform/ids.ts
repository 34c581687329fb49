// Identifiers: UUID version 7, so that B-trees grow at one end and ids sort by time.
import { v7 } from 'uuid';

export const newId = (): string => v7();

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => uuid.test(text);

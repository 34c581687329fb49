// Whose profile is passed on.
import type { Named } from '../../pages/person/person-path.ts';

export interface SharedPerson {
  readonly person: Named;
  readonly name: string;
  /** Whether it is the reader's own. */
  readonly isOwn: boolean;
  /** Told each time that it is passed on. */
  readonly onShare?: () => void;
}

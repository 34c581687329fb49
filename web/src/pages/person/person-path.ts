// Where somebody's page is: by their handle, if they have one.
import type { Site } from '../../profile/sources.ts';

export interface Named {
  readonly id: string;
  readonly handle?: string | null;
}

export const personPath = ({ id, handle }: Named): string => (handle ? `/@${handle}` : `/p/${id}`);

/** The address to pass on; with the site where it is put, which is then told apart in the numbers of that person. */
export const personUrl = (person: Named, site?: Site): string =>
  `${location.origin}${personPath(person)}${site ? `?source=${site}` : ''}`;

// Where somebody's page is: by their handle, if they have one.
interface Named {
  readonly id: string;
  readonly handle?: string | null;
}

export const personPath = ({ id, handle }: Named): string => (handle ? `/@${handle}` : `/p/${id}`);

// What we use of two clients that bring no types.
declare module 'gravatar' {
  const gravatar: { url(email: string, options: Readonly<Record<string, string>>): string };
  export = gravatar;
}

declare module 'libravatar' {
  const libravatar: {
    get_avatar_url(options: { email: string; size?: number; default?: string; https?: boolean }): Promise<string>;
  };
  export = libravatar;
}

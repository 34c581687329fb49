// How the tenant of this host names and colours itself; the service writes it into the page.
export interface Brand {
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
  readonly logoUrl?: string;
}

const fallback: Brand = { name: 'Cameo', color: '#8c4a3c' };

export function readBrand(): Brand {
  const content = document.querySelector('meta[name="cameo-brand"]')?.getAttribute('content');
  return content ? { ...fallback, ...(JSON.parse(content) as Partial<Brand>) } : fallback;
}

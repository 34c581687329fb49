// What people see of endorsements: on a profile, as far as its skills and its endorsers are open to them; and one's own.
import type { Identity } from '../contracts/identity.ts';
import { type Page, type PageQuery, pageOf, placeOf } from '../platform/http/page.ts';
import { tagKey } from '../platform/text/tags.ts';
import { includes, type Viewer, viewerOf } from '../privacy/index.ts';
import {
  type Presenter,
  type ProfileRow,
  type ProfileRows,
  type ProfileService,
  profileNotFound,
  timesEndorsed,
} from '../profiles/index.ts';
import { type Face, findFaces, reachOf } from './faces.ts';
import type { EndorsementRepository, EndorsementRow } from './repository.ts';

export interface EndorsedSkill {
  readonly skill: string;
  readonly count: number;
  readonly score: number;
  readonly endorsedByYou: boolean;
  /** The newest of those whom this viewer may see. */
  readonly endorsers: readonly Face[];
}

export interface GivenEndorsement {
  readonly id: string;
  readonly skill: string;
  readonly note: string | null;
  readonly createdAt: Date;
  readonly endorser: Face;
}

export interface ProfileEndorsements {
  readonly count: number;
  readonly score: number;
  readonly skills: readonly EndorsedSkill[];
  /** With `skill`: one by one. */
  readonly endorsements?: readonly GivenEndorsement[];
}

export const directions = ['received', 'given'] as const;
export type Direction = (typeof directions)[number];

export interface OwnEndorsement {
  readonly id: string;
  readonly skill: string;
  readonly note: string | null;
  readonly createdAt: Date;
  readonly hidden: boolean;
  readonly removed: { readonly at: Date; readonly reason: string | null } | null;
  /** The other one; null when you may not see them (any more). */
  readonly person: Face | null;
}

const facesPerSkill = 5;
// Some of the newest may be hidden from this viewer by what SQL does not look at.
const lookedAtPerSkill = 12;
const none: ProfileEndorsements = { count: 0, score: 0, skills: [] };

export type EndorsementReading = ReturnType<typeof createEndorsementReading>;

export function createEndorsementReading(deps: {
  repository: EndorsementRepository;
  rows: Pick<ProfileRows, 'findForViewer'>;
  presenter: Pick<Presenter, 'audience' | 'isFound'>;
  profiles: Pick<ProfileService, 'presentMany'>;
}) {
  const { repository, presenter, profiles } = deps;

  async function requireProfile(tenantId: string, idOrHandle: string, identity: Identity | undefined) {
    const row = await deps.rows.findForViewer(tenantId, idOrHandle, identity?.userId ?? null);
    const viewer = row && viewerOf(identity, row);
    if (!row || !viewer || row.deleted || (viewer !== 'owner' && !presenter.isFound(row, viewer)))
      throw profileNotFound();
    return { row, viewer };
  }

  const isShown = (row: ProfileRow, viewer: Viewer) => includes(presenter.audience(row, 'endorsementsCount'), viewer);

  async function skillsOf(row: ProfileRow, skills: readonly string[], identity: Identity | undefined) {
    const keys = skills.map(tagKey);
    const [totals, mine, candidates] = await Promise.all([
      repository.totals(row.userId),
      identity ? repository.givenTo(row.userId, identity.userId) : new Set<string>(),
      repository.faces(row.userId, keys, reachOf(identity), lookedAtPerSkill),
    ]);
    const faces = await findFaces(
      profiles,
      row.tenantId,
      candidates.map(({ endorserId }) => endorserId),
      identity,
    );
    const facesOf = (key: string) =>
      candidates
        .filter(({ skillKey }) => skillKey === key)
        .flatMap(({ endorserId }) => faces.get(endorserId) ?? [])
        .slice(0, facesPerSkill);
    const shown = skills.map((skill): EndorsedSkill => {
      const key = tagKey(skill);
      return {
        skill,
        count: timesEndorsed(row, skill),
        score: Object.hasOwn(totals.bySkill, key) ? (totals.bySkill[key] ?? 0) : 0,
        endorsedByYou: mine.has(key),
        endorsers: facesOf(key),
      };
    });
    return { score: totals.score, skills: shown.toSorted((a, b) => b.count - a.count || b.score - a.score) };
  }

  async function oneByOne(row: ProfileRow, skill: string, query: PageQuery, identity: Identity | undefined) {
    const key = tagKey(skill);
    const scope = ['endorsements', row.userId, key];
    const found = await repository.ofSkill(row.userId, key, reachOf(identity), placeOf(query, scope), query.limit + 1);
    const { items, meta } = pageOf(found, query, scope);
    const faces = await findFaces(
      profiles,
      row.tenantId,
      items.map(({ endorserId }) => endorserId),
      identity,
    );
    const endorsements = items.flatMap(({ id, note, createdAt, endorserId }): GivenEndorsement[] => {
      const endorser = faces.get(endorserId);
      return endorser ? [{ id, skill, note, createdAt, endorser }] : [];
    });
    return { endorsements, meta };
  }

  function presentOwn(row: EndorsementRow, direction: Direction, person: Face | undefined): OwnEndorsement {
    const { id, skill, createdAt, hiddenAt, removedAt, removedBecause } = row;
    // Of somebody who is not there for the owner there are no words either; one's own one keeps.
    const note = direction === 'given' || person ? row.note : null;
    return {
      ...{ id, skill, note, createdAt },
      // Whether the owner has hidden it is the owner's own affair.
      hidden: direction === 'received' && hiddenAt !== null,
      removed: removedAt && { at: removedAt, reason: removedBecause },
      person: person ?? null,
    };
  }

  return {
    requireProfile,
    isShown,

    /** @throws PROFILE_NOT_FOUND, INVALID_CURSOR */
    async ofProfile(
      tenantId: string,
      idOrHandle: string,
      identity: Identity | undefined,
      { skill: asked, ...query }: PageQuery & { readonly skill?: string },
    ): Promise<{ data: ProfileEndorsements; meta: Page<unknown>['meta'] }> {
      const { row, viewer } = await requireProfile(tenantId, idOrHandle, identity);
      const nothing = { limit: query.limit, nextCursor: null };
      const skills = isShown(row, viewer)
        ? row.skills.filter((skill) => asked === undefined || tagKey(skill) === tagKey(asked))
        : [];
      if (skills.length === 0)
        return { data: { ...none, ...(asked !== undefined && { endorsements: [] }) }, meta: nothing };
      const { score, skills: shown } = await skillsOf(row, skills, identity);
      const whole = { count: shown.reduce((sum, { count }) => sum + count, 0), score, skills: shown };
      if (asked === undefined) return { data: whole, meta: nothing };
      const { endorsements, meta } = await oneByOne(row, skills[0] ?? asked, query, identity);
      return { data: { ...whole, score: shown[0]?.score ?? 0, endorsements }, meta };
    },

    /** What the person has received or given, newest first. @throws INVALID_CURSOR */
    async own(
      identity: Identity,
      { direction, ...query }: PageQuery & { readonly direction: Direction },
    ): Promise<Page<OwnEndorsement>> {
      const scope = ['own endorsements', identity.userId, direction];
      const found = await repository[direction](identity.userId, placeOf(query, scope), query.limit + 1);
      const { items, meta } = pageOf(found, query, scope);
      const otherOf = (row: EndorsementRow) => (direction === 'received' ? row.endorserId : row.userId);
      const faces = await findFaces(profiles, identity.tenantId, items.map(otherOf), identity);
      return { items: items.map((row) => presentOwn(row, direction, faces.get(otherOf(row)))), meta };
    },
  };
}

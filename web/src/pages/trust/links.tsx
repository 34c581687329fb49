// One's links: which of them are proved, and how the others can be.
import { Anchor, Group, Stack, Text } from '@mantine/core';
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { useText } from '../../i18n/index.tsx';
import { isNetwork, networks } from '../../profile/networks.ts';
import { derivedKey } from '../../profile/own-profile.ts';
import { LinkProof } from './link-proof.tsx';

type OwnLink = components['schemas']['OwnLink'];

const linksKey = ['own-links'] as const;
/** How often it is asked what came of a check. */
const followMs = 3000;

/** Whether a check may still be going on: there is none that somebody asked for a minute ago. */
const isFollowed = (links: readonly OwnLink[] | undefined): boolean =>
  links?.some(({ methods }) =>
    methods.some(({ state, checkableAt }) => state === 'pending' || Date.parse(checkableAt ?? '') > Date.now()),
  ) ?? false;

function Withdrawal({ link, name }: { link: OwnLink; name: string }) {
  const { trust } = useText();
  const queries = useQueryClient();
  const withdrawal = useMutation({
    mutationFn: () =>
      dataOf(api.DELETE('/api/v1/profile/links/{network}/verify', { params: { path: { network: link.network } } })),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: derivedKey });
      return queries.invalidateQueries({ queryKey: linksKey });
    },
  });
  return <ConfirmButton label={trust.links.withdraw} text={trust.links.withdrawText(name)} action={withdrawal} />;
}

function OneLink({ link }: { link: OwnLink }) {
  const { trust, profile } = useText();
  const queries = useQueryClient();
  const name = isNetwork(link.network) ? networks[link.network][0] : profile.fields.website;
  const check = useMutation({
    mutationFn: (method: OwnLink['methods'][number]['method']) =>
      dataOf(
        api.POST('/api/v1/profile/links/{network}/verify', {
          params: { path: { network: link.network } },
          body: { method },
        }),
      ),
    // What is refused for a while is not asked again by itself.
    retry: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: linksKey }),
  });
  return (
    <Section
      title={name}
      aside={
        <StateBadge
          color={link.verified ? 'teal' : 'gray'}
          icon={link.verified && <IconRosetteDiscountCheck size={14} aria-hidden />}
        >
          {link.verified ? trust.links.verified : trust.links.notVerified}
        </StateBadge>
      }
    >
      <Anchor
        href={link.url}
        target="_blank"
        rel="me nofollow noopener noreferrer"
        size="sm"
        dir="ltr"
        style={{ overflowWrap: 'anywhere' }}
      >
        {link.url}
      </Anchor>
      {link.methods.map((proof) => (
        <LinkProof
          key={proof.method}
          proof={proof}
          hasOwnPage={link.network === 'website' || link.network === 'personal'}
          isAsking={check.isPending && check.variables === proof.method}
          onCheck={() => check.mutate(proof.method)}
        />
      ))}
      {check.error && <Failure error={check.error} />}
      {link.methods.some(({ state }) => state !== 'unproved') && <Withdrawal link={link} name={name} />}
    </Section>
  );
}

export function Links() {
  const { trust } = useText();
  const { data, error, refetch } = useQuery({
    queryKey: linksKey,
    queryFn: () => dataOf(api.GET('/api/v1/profile/links', {})),
    refetchInterval: ({ state }) => (isFollowed(state.data) ? followMs : false),
    // Links are changed on another page.
    staleTime: 0,
  });
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Text c="dimmed">{data?.length === 0 ? trust.links.none : trust.links.lead}</Text>
        <Anchor component={Link} href="/profile">
          {trust.links.change}
        </Anchor>
      </Group>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.map((link) => (
        <OneLink key={link.network} link={link} />
      ))}
    </Stack>
  );
}

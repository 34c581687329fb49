// Asking somebody to be connected, or seeing how far that is.
import { Anchor, Button, Menu, Stack } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, dataOf } from '../../api/client.ts';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';
import { connectionsKey } from '../../profile/connections.ts';

const relations = ['works-with', 'worked-with', 'studied-with', 'volunteers-with'] as const;
type Relation = (typeof relations)[number];

export function ConnectButton({ userId }: { userId: string }) {
  const { person: words, trust } = useText();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: connectionsKey,
    queryFn: () => dataOf(api.GET('/api/v1/profile/connections', {})),
  });
  const asking = useMutation({
    mutationFn: (relation: Relation) => dataOf(api.POST('/api/v1/profile/connections', { body: { userId, relation } })),
    retry: false,
    onSuccess: (connections) => queries.setQueryData(connectionsKey, connections),
  });
  if (!data) return null;
  const known = data.filter(({ person }) => person?.id === userId);
  const askable = relations.filter((relation) => !known.some((one) => one.relation === relation));
  return (
    <Stack gap="xs" align="start">
      <div role="status">
        {known.map(({ id: connectionId, relation, state }) => (
          <Anchor key={connectionId} component={Link} href="/trust/connections" size="sm" display="block">
            {words.relations[relation]}: {trust.connections.states[state]}
          </Anchor>
        ))}
      </div>
      {askable.length > 0 && (
        <Menu>
          <Menu.Target>
            <Button
              variant="light"
              size="xs"
              loading={asking.isPending}
              leftSection={<IconUserPlus size={16} aria-hidden />}
            >
              {words.connect}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {askable.map((relation) => (
              <Menu.Item key={relation} onClick={() => asking.mutate(relation)}>
                {words.asks[relation]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {asking.error && <Failure error={asking.error} />}
    </Stack>
  );
}

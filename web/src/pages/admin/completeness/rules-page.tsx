// What makes a profile complete: rules and weights, tried out before they count.
import { Button, Card, Group, Loader, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../../../components/failure.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { AreaPage } from '../area-page.tsx';
import { useText } from '../reading.tsx';
import { AddRule } from './add-rule.tsx';
import { EffectOf, Rescoring } from './effect.tsx';
import {
  asInput,
  type RuleInput,
  type RuleSet,
  rescoringKey,
  rulesKey,
  saveRules,
  tryRules,
  useRules,
} from './rules.ts';
import { RulesTable } from './rules-table.tsx';

function Editor({ set, etag }: { set: RuleSet; etag: string | null }) {
  const { admin, common } = useText();
  const words = admin.rules;
  const queries = useQueryClient();
  const [rules, setRules] = useState(() => asInput(set));
  const [isAdding, setIsAdding] = useState(false);
  const trying = useProvedMutation((asked: RuleInput[] | null) => tryRules(asked));
  const saving = useProvedMutation(
    (asked: RuleInput[] | null) => saveRules(asked, etag),
    async () => {
      trying.reset();
      await Promise.all([rulesKey, rescoringKey].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  );
  const change = (next: RuleInput[]) => {
    trying.reset();
    setRules(next);
  };
  const failed = saving.error ?? trying.error;
  const effect = trying.data?.meta?.effect;
  return (
    <Card withBorder padding="lg" component="section">
      <Stack>
        <RulesTable rules={rules} onChange={change} />
        {effect && <EffectOf effect={effect} />}
        {failed && <Failure error={failed} />}
        <Group justify="space-between">
          <Group>
            <Button variant="light" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsAdding(true)}>
              {words.add}
            </Button>
            {!set.isDefault && (
              <Button variant="subtle" loading={saving.isPending} onClick={() => saving.mutate(null)}>
                {words.inherit}
              </Button>
            )}
          </Group>
          <Group>
            <Button variant="light" loading={trying.isPending} onClick={() => trying.mutate(rules)}>
              {admin.tryOut}
            </Button>
            <Button loading={saving.isPending} onClick={() => saving.mutate(rules)}>
              {common.save}
            </Button>
          </Group>
        </Group>
      </Stack>
      {isAdding && (
        <AddRule
          taken={rules.map(({ key }) => key)}
          onAdd={(rule) => {
            change([...rules, rule]);
            setIsAdding(false);
          }}
          onClose={() => setIsAdding(false)}
        />
      )}
    </Card>
  );
}

export function RulesPage() {
  const { data, error, refetch } = useRules();
  return (
    <AreaPage area="completeness">
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data ? (
        <Editor key={`${data.data.version}-${data.data.isDefault}`} set={data.data} etag={data.etag} />
      ) : (
        !error && <Loader type="dots" />
      )}
      <Rescoring />
    </AreaPage>
  );
}

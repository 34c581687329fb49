// Defining a badge, or changing what it says.
import { Group, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { badgesKey } from '../people/people.ts';
import { useText } from '../reading.tsx';
import { type Badge, BadgeIcon, type IconName, iconNames } from './badge-icon.tsx';
import { changeIcon, type IconChange } from './icon-change.ts';
import { IconInput } from './icon-input.tsx';
import type { Rule } from './rule.ts';
import { RuleInput } from './rule-input.tsx';

const criteria = ['manual', 'rule', 'evidence'] as const;
const slugPattern = '[a-z][a-z0-9_\\-]{1,39}';
const firstRule: Rule = { all: [{ joinedDaysAgo: 30 }] };

interface Values {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly icon: IconName;
  readonly issuer: string;
  readonly criteria: (typeof criteria)[number];
  readonly withdraws: boolean;
  readonly verifies: boolean;
}

const blank: Values = {
  ...{ slug: '', name: '', description: '', icon: 'award', issuer: '' },
  ...{ criteria: 'manual', withdraws: false, verifies: false },
};

export function BadgeDialog({ badge, onClose }: { badge: Badge | undefined; onClose: () => void }) {
  const words = useText().admin.badges;
  const queries = useQueryClient();
  const form = useForm<Values>({ initialValues: badge ? { ...blank, ...badge } : blank });
  const [rule, setRule] = useState<Rule | undefined>((badge?.rule as Rule | null | undefined) ?? firstRule);
  const [picture, setPicture] = useState<IconChange>();
  // A badge that is defined by now is not defined again when only its picture was refused.
  const [isDefined, setDefined] = useState(badge !== undefined);
  const isRuled = form.values.criteria === 'rule';
  const saving = useProvedMutation(
    async ({ slug, name, description, icon, issuer, criteria: by, withdraws, verifies }: Values) => {
      const ruled = by === 'rule' && rule ? { rule, withdraws } : {};
      const body = { name, description, icon, issuer, criteria: by, verifies, ...ruled };
      await (isDefined
        ? dataOf(api.PUT('/api/v1/badges/{slug}', { params: { path: { slug } }, body }))
        : dataOf(api.POST('/api/v1/badges', { body: { ...body, slug } })));
      setDefined(true);
      await changeIcon(slug, picture).finally(() => queries.invalidateQueries({ queryKey: badgesKey }));
    },
    onClose,
  );
  return (
    <FormDialog
      size="lg"
      title={badge ? badge.name : words.define}
      isPending={saving.isPending}
      isDisabled={isRuled && !rule}
      error={saving.error}
      onSubmit={form.onSubmit((values) => saving.mutate(values))}
      onClose={onClose}
    >
      {!badge && (
        <TextInput
          label={words.slug}
          description={words.slugHint}
          required
          pattern={slugPattern}
          disabled={isDefined}
          {...form.getInputProps('slug')}
        />
      )}
      <TextInput label={words.name} required maxLength={60} {...form.getInputProps('name')} />
      <Textarea
        label={words.description}
        required
        autosize
        minRows={2}
        maxLength={300}
        {...form.getInputProps('description')}
      />
      <Group grow align="start">
        <Select
          label={words.icon}
          allowDeselect={false}
          searchable
          leftSection={<BadgeIcon icon={form.values.icon} size={18} />}
          renderOption={({ option }) => (
            <Group gap="xs">
              <BadgeIcon icon={iconNames.find((name) => name === option.value) ?? 'award'} size={18} />
              {option.label}
            </Group>
          )}
          data={iconNames}
          {...form.getInputProps('icon')}
        />
        <TextInput label={words.issuer} required maxLength={100} {...form.getInputProps('issuer')} />
      </Group>
      <IconInput
        icon={form.values.icon}
        url={badge?.iconUrl ?? null}
        name={form.values.name}
        change={picture}
        onChange={setPicture}
      />
      <Select
        label={words.criteria}
        allowDeselect={false}
        data={criteria.map((value) => ({ value, label: words.kinds[value] }))}
        {...form.getInputProps('criteria')}
      />
      {isRuled && <RuleInput initial={badge?.rule ?? null} rule={rule} onChange={setRule} />}
      {isRuled && <Switch label={words.withdraws} {...form.getInputProps('withdraws', { type: 'checkbox' })} />}
      <Switch label={words.verifies} {...form.getInputProps('verifies', { type: 'checkbox' })} />
    </FormDialog>
  );
}

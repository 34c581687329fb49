// The account: who signs in. What people show of themselves is the profile's.
import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  type Model,
  type ModelStatic,
  type Sequelize,
} from 'sequelize';
import type { Role } from '../contracts/identity.ts';

export const accountStatuses = ['active', 'deactivated', 'banned'] as const;
export type AccountStatus = (typeof accountStatuses)[number];

export interface AccountRow extends Model<InferAttributes<AccountRow>, InferCreationAttributes<AccountRow>> {
  id: string;
  tenantId: string;
  /** Null where nobody has proved one, for people whom others sign in. */
  email: string | null;
  /** The folded address: one account for each. */
  emailKey: string | null;
  /** Null for people whom others sign in, until they choose one. */
  passwordHash: string | null;
  roles: CreationOptional<Role[]>;
  status: CreationOptional<AccountStatus>;
  emailVerifiedAt: CreationOptional<Date | null>;
  /** When the owner was last told that somebody tried to register this address. */
  noticedAt: CreationOptional<Date | null>;
  createdAt: CreationOptional<Date>;
  updatedAt: CreationOptional<Date>;
}

export interface VerificationRow
  extends Model<InferAttributes<VerificationRow>, InferCreationAttributes<VerificationRow>> {
  id: string;
  tenantId: string;
  userId: string;
  email: string;
  /** What the account gets when this verification succeeds; null keeps what it has. */
  passwordHash: CreationOptional<string | null>;
  handle: CreationOptional<string | null>;
  wrongCodes: CreationOptional<number>;
  createdAt: CreationOptional<Date>;
  expiresAt: Date;
  consumedAt: CreationOptional<Date | null>;
  replacedAt: CreationOptional<Date | null>;
}

const { UUID, TEXT, DATE, INTEGER, ARRAY } = DataTypes;
const required = (type: typeof UUID | typeof TEXT | typeof DATE) => ({ type, allowNull: false });

export function defineAccounts(sequelize: Sequelize): {
  accounts: ModelStatic<AccountRow>;
  verifications: ModelStatic<VerificationRow>;
} {
  const accounts = sequelize.define<AccountRow>(
    'account',
    {
      id: { type: UUID, primaryKey: true },
      tenantId: required(UUID),
      email: TEXT,
      emailKey: TEXT,
      passwordHash: TEXT,
      roles: { type: ARRAY(TEXT), allowNull: false, defaultValue: ['user'] },
      status: { type: TEXT, allowNull: false, defaultValue: 'active' },
      emailVerifiedAt: DATE,
      noticedAt: DATE,
      createdAt: DATE,
      updatedAt: DATE,
    },
    { tableName: 'users', timestamps: true },
  );
  const verifications = sequelize.define<VerificationRow>(
    'verification',
    {
      id: { type: UUID, primaryKey: true },
      tenantId: required(UUID),
      userId: required(UUID),
      email: required(TEXT),
      passwordHash: TEXT,
      handle: TEXT,
      wrongCodes: { type: INTEGER, allowNull: false, defaultValue: 0 },
      createdAt: DATE,
      expiresAt: required(DATE),
      consumedAt: DATE,
      replacedAt: DATE,
    },
    { tableName: 'email_verifications', timestamps: true, updatedAt: false },
  );
  return { accounts, verifications };
}

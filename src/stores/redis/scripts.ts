/**
 * A record is the field of its kind in the hash of its id: `<version> <expiry or ->\n` and then its bytes. Expiry is judged
 * by the time that is passed in, which is the store's own clock; the key's TTL only gives the space back, later.
 */
const LIVE = `
local function live(field, now)
  local stored = redis.call('HGET', KEYS[1], field)
  if not stored then return 0, false end
  local version, expiry = string.match(stored, '^(%d+) (%S+)\\n')
  if not version then return redis.error_reply('UNREADABLE record'), false end
  if expiry ~= '-' and tonumber(expiry) <= now then return 0, false end
  return tonumber(version), stored
end
local function keep(now)
  local latest = 0
  for _, stored in ipairs(redis.call('HVALS', KEYS[1])) do
    local expiry = string.match(stored, '^%d+ (%S+)\\n')
    if expiry == '-' or not expiry then
      redis.call('PERSIST', KEYS[1])
      return
    end
    latest = math.max(latest, tonumber(expiry))
  end
  if latest > 0 then redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(latest - now, 0) + 60000)) end
end
`;

/** ARGV: now, then for each write: kind, expected version, new version, expiry or `-`, 1 or 0 to delete, bytes. */
export const COMMIT = `${LIVE}
local now = tonumber(ARGV[1])
for i = 2, #ARGV, 6 do
  local version = live(ARGV[i], now)
  if type(version) == 'table' then return version end
  if version ~= tonumber(ARGV[i + 1]) then return 0 end
end
for i = 2, #ARGV, 6 do
  if ARGV[i + 4] == '1' then
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 2] .. ' ' .. ARGV[i + 3] .. '\\n' .. ARGV[i + 5])
  else
    redis.call('HDEL', KEYS[1], ARGV[i])
  end
end
keep(now)
return 1
`;

/**
 * ARGV: now, kind, version. Replicas confirm a position in the stream of writes, so there has to be one behind the record:
 * KEYS[2], in the same slot.
 */
export const CONFIRM = `${LIVE}
local version = live(ARGV[2], tonumber(ARGV[1]))
if type(version) == 'table' then return version end
if version ~= tonumber(ARGV[3]) then return 0 end
redis.call('SET', KEYS[2], '1', 'PX', '1000')
return 1
`;

/** ARGV: kind. Whether it is live, and readable, is for the taker to see: it is gone in any case. */
export const TAKE = `
local stored = redis.call('HGET', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[1], ARGV[1])
return stored
`;

// Scripts and not plain commands, so that a server that is short of memory or replicas refuses them alike.
export const ADD_MEMBER = `return redis.call('SADD', KEYS[1], ARGV[1])`;
export const REMOVE_MEMBER = `return redis.call('SREM', KEYS[1], ARGV[1])`;
export const CHECK = `return redis.call('SET', KEYS[1], '1')`;

/** KEYS: the answer, the list of its consent's answers. ARGV: bytes, how long they live, when they end, now; milliseconds. */
export const PUT_ANSWER = `
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[4])
redis.call('ZADD', KEYS[2], ARGV[3], KEYS[1])
local left = redis.call('PTTL', KEYS[2])
if left < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[2], ARGV[2] + 60000) end
return 1
`;

/** KEYS: the list of a consent's answers, which stand in the same slot. */
export const DELETE_ALL_ANSWERS = `
for _, answer in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('UNLINK', answer) end
return redis.call('DEL', KEYS[1])
`;

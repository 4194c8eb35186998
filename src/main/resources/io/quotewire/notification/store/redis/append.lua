-- Keeps a notification, or finds the one that its idempotency key was used for.
-- KEYS: head, entries, keys, devices, read
-- ARGV: new epoch, random part of the id, idempotency key or '', now in ms, end in ms or '', receipt '1' or '', text,
--       how many are kept, their greatest age in ms, '1' where replicas will be waited for or ''
-- Returns whether it is a repetition, the epoch, the seq and, for a repetition, its fields and whether it was read.
local head = redis.call('HMGET', KEYS[1], 'epoch', 'line', 'last')
local epoch, last = head[1], tonumber(head[3] or '0')
local key, now, most, age = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[8]), tonumber(ARGV[9])
local MARGIN_MS, TRIM_AT_ONCE = 60000, 1000

local function text(number)
    return string.format('%.0f', number)
end

if epoch and key ~= '' then
    local seq = redis.call('HGET', KEYS[3], key)
    local found = seq and redis.call('XRANGE', KEYS[2], seq, seq)
    if found and found[1] then
        if ARGV[10] ~= '' then
            -- Waiting for replicas covers what this connection has written: so it writes something.
            redis.call('HINCRBY', KEYS[1], 'repeated', 1)
        end
        return {1, epoch, seq, found[1][2], redis.call('ZSCORE', KEYS[5], seq) and 1 or 0}
    end
end

-- The id that Redis gives to the history of its data is another one after each start and each promotion of a replica, and so
-- after everything that can have taken back what was answered: numbers may be given out again only under another epoch.
local replication = redis.pcall('INFO', 'replication')
local line = type(replication) == 'string' and string.match(replication, 'master_replid:(%w+)') or ''

if not epoch then
    redis.call('DEL', KEYS[2], KEYS[3], KEYS[4], KEYS[5])
    epoch, last = ARGV[1], 0
elseif line ~= head[2] then
    epoch = ARGV[1]
end

local seq = text(last + 1)
redis.call('XADD', KEYS[2], seq .. '-0', 'i', ARGV[2], 't', ARGV[4], 'u', ARGV[5], 'k', key, 'r', ARGV[6], 'n', ARGV[7])
redis.call('HSET', KEYS[1], 'epoch', epoch, 'line', line, 'last', seq)
if key ~= '' then
    redis.call('HSET', KEYS[3], key, seq)
end

local keep
for _ = 1, TRIM_AT_ONCE do
    local entry = redis.call('XRANGE', KEYS[2], keep and text(keep) or '-', '+', 'COUNT', 1)[1]
    if not entry then
        break
    end
    local at, fields = tonumber(string.match(entry[1], '^%d+')), entry[2]
    if last + 1 - at < most and tonumber(fields[4]) >= now - age then
        break
    end
    if fields[8] ~= '' then
        redis.call('HDEL', KEYS[3], fields[8])
    end
    keep = at + 1
end
if keep then
    redis.call('XTRIM', KEYS[2], 'MINID', text(keep))
    redis.call('ZREMRANGEBYSCORE', KEYS[5], '-inf', '(' .. text(keep))
end
-- What nobody adds to is forgotten as a whole, without anybody going round.
for _, name in ipairs({KEYS[2], KEYS[3], KEYS[5]}) do
    redis.call('PEXPIRE', name, text(age + MARGIN_MS))
end
return {0, epoch, seq}

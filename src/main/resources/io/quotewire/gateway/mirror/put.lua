-- Writes what a node says of its connections, and renews the node's lease.
-- KEYS: connections, subscriptions, nodes, what is of this node
-- ARGV: node, lease in ms, what the names of counters begin with, '1' where the lease must not have ended or '', then for each
--       connection its id, its user or '', its state or '' where it has gone, its channels, and how many these are
-- Returns 1, or 0 where the lease has ended: nothing is written then.
local time = redis.call('TIME')
local now, lease = time[1] * 1000 + math.floor(time[2] / 1000), tonumber(ARGV[2])
local ends = tonumber(redis.call('ZSCORE', KEYS[3], ARGV[1]) or '0')
if ARGV[4] ~= '' and ends <= now then
    return 0
end

local function count(user, by)
    if user == '' then
        return
    end
    local name = ARGV[3] .. user
    if redis.call('INCRBY', name, by) <= 0 then
        redis.call('DEL', name)
    else
        redis.call('PEXPIRE', name, lease)
    end
end

for i = 5, #ARGV, 5 do
    local id, user, state, channels, subscribed = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], tonumber(ARGV[i + 4])
    local before = redis.call('HGET', KEYS[4], id)
    local had, was = 0, ''
    if before then
        had, was = string.match(before, '^(%d+) (.*)$')
        had = tonumber(had)
    end
    if was ~= user then
        count(was, -had)
        had = 0
    end
    if state == '' then
        redis.call('HDEL', KEYS[1], id)
        redis.call('HDEL', KEYS[2], id)
        redis.call('HDEL', KEYS[4], id)
        count(user, -had)
    else
        redis.call('HSET', KEYS[1], id, state)
        redis.call('HSET', KEYS[2], id, channels)
        redis.call('HSET', KEYS[4], id, subscribed .. ' ' .. user)
        count(user, subscribed - had)
    end
end

redis.call('ZADD', KEYS[3], now + lease, ARGV[1])
-- Where all nodes have ended there is nobody to bury them: then the whole goes by itself. What burying needs stays longer.
for _, name in ipairs({KEYS[1], KEYS[2]}) do
    redis.call('PEXPIRE', name, lease)
end
for _, name in ipairs({KEYS[3], KEYS[4]}) do
    redis.call('PEXPIRE', name, lease * 10)
end
return 1

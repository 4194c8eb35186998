-- Reads a part of what is kept of a user.
-- KEYS: head, entries, devices, read
-- ARGV: position as seq or '', its epoch or '', device, 'first' or 'newest', how many at most, how many bytes at most,
--       now in ms, the time before which what was kept is too old in ms
-- Of the newest it gives as many as are asked for without those that are too old, which come along.
-- Returns the epoch, the oldest and the newest seq, the position or -1 where it is none of ours, whether nothing was left
-- out behind (or, of the newest, before) what is given, the entries in the order of reading, and which of them were read.
local head = redis.call('HMGET', KEYS[1], 'epoch', 'last')
local epoch, last = head[1] or '0', tonumber(head[2] or '0')
local most, bytes, now, oldest = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local STEP = 50

local function text(number)
    return string.format('%.0f', number)
end

local function seqOf(entry)
    return tonumber(string.match(entry[1], '^%d+'))
end

-- '0' is the epoch of a user of whom nothing was ever kept: whoever is there has seen nothing.
local function asked()
    if ARGV[1] == '' then
        local position = redis.call('HGET', KEYS[3], ARGV[3])
        return position and tonumber(string.match(position, '^%d+')) or 0
    end
    local seq, reach = tonumber(ARGV[1]), -1
    if ARGV[2] == '' or ARGV[2] == epoch then
        reach = last
    elseif ARGV[2] == '0' then
        reach = 0
    end
    return seq <= reach and seq or -1
end

local position = asked()
local oldestKept = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
local first = oldestKept and seqOf(oldestKept) or last + 1
local after = math.max(position, first - 1, 0)
local entries, complete, enough = {}, 1, 0

local function take(entry)
    local fields = entry[2]
    entries[#entries + 1] = entry
    bytes = bytes - #fields[12]
    local alive = tonumber(fields[4]) >= oldest and (fields[6] == '' or now < tonumber(fields[6]))
    if ARGV[4] == 'first' or alive then
        enough = enough + 1
    end
end

local forward = ARGV[4] == 'first'
local from = forward and after + 1 or last
while from > after and from <= last do
    local found
    if forward then
        found = redis.call('XRANGE', KEYS[2], text(from), '+', 'COUNT', STEP)
    else
        found = redis.call('XREVRANGE', KEYS[2], text(from), text(after + 1), 'COUNT', STEP)
    end
    if not found[1] then
        break
    end
    for _, entry in ipairs(found) do
        if enough >= most or bytes <= 0 then
            complete = 0
            break
        end
        take(entry)
        from = seqOf(entry) + (forward and 1 or -1)
    end
    if complete == 0 then
        break
    end
end

local read = {}
if entries[1] then
    local one, other = seqOf(entries[1]), seqOf(entries[#entries])
    read = redis.call('ZRANGEBYSCORE', KEYS[4], text(math.min(one, other)), text(math.max(one, other)))
end
return {epoch, text(first), text(last), text(position), complete, entries, read}
